import { type ReactNode, useEffect, useRef } from "react";

/** The heading of a page. It takes the focus when the page appears, so that the keyboard and a reader follow. */
export function PageHeading({ children }: { readonly children: ReactNode }) {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), []);
	return (
		<h2 ref={heading} tabIndex={-1}>
			{children}
		</h2>
	);
}
