import { act, type ReactNode } from "react";
import { createRoot, hydrateRoot, type Root } from "react-dom/client";
import { afterEach } from "vitest";

/** A tree on the page. */
export interface Rendered {
	text(): string;
	render(next: ReactNode): Promise<void>;
	unmount(): Promise<void>;
	/** Waits until the page says this: for a promise of the store, not for a time. */
	says(expected: string): Promise<void>;
	/** What React recovered from, such as a server's page that differs. */
	readonly recovered: readonly unknown[];
}

const mounted: Rendered[] = [];

export async function render(tree: ReactNode): Promise<Rendered> {
	const element = addElement("");
	const recovered: unknown[] = [];
	const root = createRoot(element, {
		onRecoverableError: (error) => recovered.push(error),
	});
	const rendered = renderedBy({ root, element, recovered });
	await rendered.render(tree);
	return rendered;
}

/** Takes over a page that a server made. */
export async function hydrate(
	html: string,
	tree: ReactNode,
): Promise<Rendered> {
	const element = addElement(html);
	const recovered: unknown[] = [];
	let root: Root | undefined;
	await acting(() => {
		root = hydrateRoot(element, tree, {
			onRecoverableError: (error) => recovered.push(error),
		});
	});
	if (root === undefined) throw new Error("React did not hydrate.");
	return renderedBy({ root, element, recovered });
}

/** Runs something with all that React does because of it. */
export async function acting(run: () => unknown): Promise<void> {
	Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", true);
	try {
		await act(async () => {
			await run();
		});
	} finally {
		Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", false);
	}
}

interface Parts {
	readonly root: Root;
	readonly element: HTMLElement;
	readonly recovered: readonly unknown[];
}

function renderedBy({ root, element, recovered }: Parts): Rendered {
	const rendered: Rendered = {
		recovered,
		text: () => element.textContent ?? "",
		render: (next) => acting(() => root.render(next)),
		unmount: () => acting(() => root.unmount()),
		says: async (expected) => {
			while (element.textContent !== expected)
				await new Promise((resolve) => setImmediate(resolve));
		},
	};
	mounted.push(rendered);
	return rendered;
}

function addElement(html: string): HTMLElement {
	const element = document.createElement("div");
	element.innerHTML = html;
	document.body.append(element);
	return element;
}

afterEach(async () => {
	for (const each of mounted.splice(0)) await each.unmount();
	document.body.replaceChildren();
});
