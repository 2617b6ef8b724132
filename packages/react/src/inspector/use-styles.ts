import { type RefObject, useLayoutEffect } from "react";
import { styles } from "./styles.js";

let sheet: CSSStyleSheet | undefined;

/**
 * Gives the document or shadow root of an element the panel's styles, once. A constructed sheet, since a page's
 * security policy may forbid style elements.
 */
export function useStyles(element: RefObject<HTMLElement | null>): void {
	useLayoutEffect(() => {
		const root = element.current?.getRootNode();
		if (!(root instanceof Document || root instanceof ShadowRoot)) return;
		if (root.adoptedStyleSheets === undefined) return;
		sheet ??= sheetOf(styles);
		if (!root.adoptedStyleSheets.includes(sheet))
			root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
	}, [element]);
}

function sheetOf(text: string): CSSStyleSheet {
	const made = new CSSStyleSheet();
	made.replaceSync(text);
	return made;
}
