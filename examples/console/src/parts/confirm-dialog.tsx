import { type ReactNode, useEffect, useId, useRef } from "react";
import { useAction } from "../react/use-action.js";
import { Failure } from "./failure.js";
import { focusHeading } from "./heading.js";

interface ConfirmProps {
	readonly title: string;
	/** What goes with it. */
	readonly children: ReactNode;
	readonly confirm: string;
	readonly onConfirm: () => Promise<unknown>;
	readonly onClose: () => void;
}

/** Asks before something that cannot be taken back for ever. Escape says no. */
export function ConfirmDialog(props: ConfirmProps) {
	const { title, children, confirm, onConfirm, onClose } = props;
	const dialog = useRef<HTMLDialogElement>(null);
	const id = useId();
	const action = useAction();
	useEffect(() => {
		if (dialog.current?.open === false) dialog.current.showModal();
	}, []);
	// The browser's own closing gives the focus back to what had it; `onClose` follows.
	const close = () => dialog.current?.close();
	const agree = async () => {
		if (!(await action.run(onConfirm))) return;
		close();
		focusHeading();
	};
	return (
		<dialog ref={dialog} aria-labelledby={id} onClose={onClose}>
			<h2 id={id}>{title}</h2>
			{children}
			<div className="buttons">
				<button type="button" onClick={close}>
					Keep it
				</button>
				<button
					type="button"
					className="danger"
					disabled={action.busy}
					onClick={agree}
				>
					{confirm}
				</button>
			</div>
			<Failure of={action.error} />
		</dialog>
	);
}
