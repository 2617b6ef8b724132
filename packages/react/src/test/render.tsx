import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach } from "vitest";

Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", true);

/** A tree on the page. */
export interface Rendered {
	readonly text: () => string;
	render(next: ReactNode): Promise<void>;
	unmount(): Promise<void>;
	/** Waits until the page says this: a promise of the store, not a time. */
	says(expected: string): Promise<void>;
}

const mounted: Rendered[] = [];

export async function render(
	tree: ReactNode,
	onError: (error: unknown) => void = () => {},
): Promise<Rendered> {
	const element = document.createElement("div");
	document.body.append(element);
	const root: Root = createRoot(element, {
		onRecoverableError: onError,
	});
	const rendered: Rendered = {
		text: () => element.textContent ?? "",
		render: (next) => act(async () => root.render(next)),
		unmount: () => act(async () => root.unmount()),
		says: async (expected) => {
			while (element.textContent !== expected)
				await act(() => new Promise((resolve) => setImmediate(resolve)));
		},
	};
	mounted.push(rendered);
	await rendered.render(tree);
	return rendered;
}

afterEach(async () => {
	for (const each of mounted.splice(0)) await each.unmount();
	document.body.replaceChildren();
});
