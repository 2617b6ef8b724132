import type { ReactNode } from "react";
import { useOpening } from "../react/use-opening.js";
import { GuardedButton } from "./guarded-button.js";

interface DisclosureProps {
	readonly label: string;
	readonly whyNot?: string | undefined;
	readonly children: (close: () => void) => ReactNode;
}

/** A button that gives way to a form. */
export function Disclosure({ label, whyNot, children }: DisclosureProps) {
	const { isOpen, button, open, close } = useOpening();
	if (isOpen) return children(close);
	return (
		<GuardedButton ref={button} whyNot={whyNot} onClick={open}>
			{label}
		</GuardedButton>
	);
}
