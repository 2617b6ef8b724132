import { type ReactNode, useId } from "react";

interface FieldProps {
	readonly label: string;
	readonly name: string;
	readonly value?: string;
	readonly type?: "text" | "email" | "password" | "search";
	readonly required?: boolean;
	readonly autoComplete?: string;
	readonly autoFocus?: boolean;
}

/** A labelled line of text. */
export function Field({
	label,
	value = "",
	type = "text",
	...rest
}: FieldProps) {
	const id = useId();
	return (
		<div className="field">
			<label htmlFor={id}>{label}</label>
			<input
				id={id}
				type={type}
				defaultValue={value}
				spellCheck={type === "text"}
				autoComplete="off"
				{...rest}
			/>
		</div>
	);
}

/** A labelled choice. */
export function Choice({
	label,
	name,
	children,
}: {
	readonly label: string;
	readonly name: string;
	readonly children: ReactNode;
}) {
	const id = useId();
	return (
		<div className="field narrow">
			<label htmlFor={id}>{label}</label>
			<select id={id} name={name}>
				{children}
			</select>
		</div>
	);
}

/** What a form holds, as texts. */
export function textOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === "string" ? value : "";
}
