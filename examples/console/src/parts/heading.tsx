import { type ReactNode, useEffect } from "react";

/** The heading of a page. It takes the focus when the page appears, so that the keyboard and a reader follow. */
export function PageHeading({ children }: { readonly children: ReactNode }) {
	useEffect(focusHeading, []);
	return (
		<h2 className="page-heading" tabIndex={-1}>
			{children}
		</h2>
	);
}

/** Where the focus goes when what had it is gone. */
export function focusHeading(): void {
	document.querySelector<HTMLElement>(".page-heading")?.focus();
}
