import { type RefObject, useRef, useState } from "react";
import { flushSync } from "react-dom";

/** Something that a button opens. Closed, the button is there again and has the focus. */
export interface Opening {
	readonly isOpen: boolean;
	readonly button: RefObject<HTMLButtonElement | null>;
	open(): void;
	close(): void;
}

export function useOpening(): Opening {
	const [isOpen, setOpen] = useState(false);
	const button = useRef<HTMLButtonElement>(null);
	return {
		isOpen,
		button,
		open: () => setOpen(true),
		close: () => {
			flushSync(() => setOpen(false));
			button.current?.focus();
		},
	};
}
