import { type ReactNode, useId } from "react";

interface FieldProps {
	readonly label: string;
	readonly name: string;
	readonly value?: string;
	readonly type?: "text" | "email" | "password" | "search";
	readonly required?: boolean;
	readonly autoComplete?: string;
	readonly autoFocus?: boolean;
	readonly hint?: string;
}

/** A labelled line of text. */
export function Field({
	label,
	value = "",
	type = "text",
	hint,
	...rest
}: FieldProps) {
	const id = useId();
	const hintId = useId();
	return (
		<div className="field">
			<label htmlFor={id}>{label}</label>
			<input
				id={id}
				type={type}
				defaultValue={value}
				spellCheck={type === "text"}
				autoComplete="off"
				aria-describedby={hint && hintId}
				{...rest}
			/>
			{hint && (
				<p className="quiet" id={hintId}>
					{hint}
				</p>
			)}
		</div>
	);
}

interface SearchFieldProps {
	readonly label: string;
	readonly value: string;
	readonly onChange: (value: string) => void;
}

/** Narrows a list while somebody types. Escape empties it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
	const id = useId();
	return (
		<div className="field">
			<label htmlFor={id}>{label}</label>
			<input
				id={id}
				type="search"
				value={value}
				onChange={(event) => onChange(event.target.value)}
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
		<div className="field">
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
