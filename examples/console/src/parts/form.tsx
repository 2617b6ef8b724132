import type { FormEvent, ReactNode } from "react";
import { useAction } from "../react/use-action.js";
import { Failure } from "./failure.js";

interface FormProps {
	readonly label: string;
	readonly submit: string;
	readonly children: ReactNode;
	/** Empties the form when it resolves; its failure is shown, and what was typed stays. */
	readonly onSubmit: (form: FormData) => Promise<unknown>;
	readonly onCancel?: () => void;
}

/** A form that says why it failed, and keeps what was typed. */
export function Form({
	label,
	submit,
	children,
	onSubmit,
	onCancel,
}: FormProps) {
	const action = useAction();
	const send = async (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		const form = event.currentTarget;
		const data = new FormData(form);
		if (await action.run(() => onSubmit(data))) form.reset();
	};
	return (
		<form className="form" aria-label={label} onSubmit={send}>
			{children}
			<div className="buttons">
				<button type="submit" className="main" disabled={action.busy}>
					{submit}
				</button>
				{onCancel && (
					<button type="button" onClick={onCancel}>
						Cancel
					</button>
				)}
			</div>
			<Failure of={action.error} />
		</form>
	);
}
