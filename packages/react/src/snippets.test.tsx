import "@angular/compiler";
import "fake-indexeddb/auto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "readme:app.tsx";
import { panel } from "readme:element.ts";
import {
	replicator as inspectedReplicator,
	store as inspectedStore,
	Panel,
} from "readme:inspected.tsx";
import { OrgList as AngularOrgList } from "readme:org-list.component.ts";
import { OrgList as SolidOrgList } from "readme:org-list.jsx";
import SvelteOrgList from "readme:org-list.svelte";
import { showOrgs } from "readme:org-list.ts";
import VueOrgList from "readme:org-list.vue";
import { replicator, store } from "readme:store.ts";
import { provideZonelessChangeDetection } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { replicaOf } from "@engine-offline/core/replicate";
import { createRoot } from "react-dom/client";
import { filter, firstValueFrom } from "rxjs";
import { render as renderSolid } from "solid-js/web";
import { mount, unmount } from "svelte";
import { afterAll, describe, expect, it } from "vitest";
import { createApp } from "vue";

/** Mounts a snippet; answers how to take it away again. */
type Mount = (element: HTMLElement) => unknown;

const mountByName: Record<string, Mount> = {
	React: (element) => {
		const root = createRoot(element);
		root.render(<App />);
		return () => root.unmount();
	},
	Vue: (element) => {
		const app = createApp(VueOrgList);
		app.mount(element);
		return () => app.unmount();
	},
	Svelte: (element) => {
		const component = mount(SvelteOrgList, { target: element });
		return () => unmount(component);
	},
	Solid: (element) => renderSolid(() => SolidOrgList(), element),
	Angular: async (element) => {
		element.append(document.createElement("org-list"));
		const app = await bootstrapApplication(AngularOrgList, {
			providers: [provideZonelessChangeDetection()],
		});
		return () => app.destroy();
	},
	TypeScript: (element) => {
		const list = document.createElement("ul");
		element.append(list);
		return showOrgs(list);
	},
};

/** The two stores, which the others import, and the element. */
const otherSnippets = 3;

const items = (element: HTMLElement) =>
	[...element.querySelectorAll("li")].map((item) => item.textContent).join();

async function shows(element: HTMLElement, expected: string): Promise<void> {
	while (items(element) !== expected)
		await new Promise((resolve) => setImmediate(resolve));
}

afterAll(async () => {
	await inspectedReplicator.close();
	await inspectedStore.close();
	await replicator.close();
	await store.close();
});

/** The lists that are on screen. */
const { watched$ } = replicaOf(store);

describe("the README", () => {
	for (const [name, mountSnippet] of Object.entries(mountByName))
		it(`[RE24] the snippet for ${name} shows the orgs, follows them, and lets go`, async () => {
			const element = document.createElement("div");
			document.body.append(element);
			const ada = await store.createOrg("Ada");
			const end = await mountSnippet(element);
			await shows(element, "Ada");
			await ada.update({ name: "Bea" });
			await shows(element, "Bea");
			const cleo = await store.createOrg("Cleo");
			await shows(element, "Bea,Cleo");
			if (typeof end !== "function") throw new Error("It cannot be ended.");
			await end();
			await firstValueFrom(watched$.pipe(filter(({ length }) => length === 0)));
			for (const org of [ada, cleo]) await org.change.revert();
		});
	it("[RE31] the snippets for the inspector show what waits", async () => {
		const element = document.createElement("div");
		document.body.append(element);
		const root = createRoot(element);
		root.render(<Panel />);
		await inspectedStore.createOrg("Ada");
		for (const shown of [element, panel.shadowRoot])
			while (!shown?.textContent?.includes("Waiting 1"))
				await new Promise((resolve) => setImmediate(resolve));
		root.unmount();
		panel.remove();
	});
	it("[RE24] no snippet is left out", () => {
		const readme = readFileSync(
			join(import.meta.dirname, "../README.md"),
			"utf8",
		);
		expect(readme.match(/^```\w+$/gm)?.length).toBe(
			Object.keys(mountByName).length + otherSnippets,
		);
	});
	it("numbers the rules of the SPEC one by one", () => {
		const spec = readFileSync(join(import.meta.dirname, "../SPEC.md"), "utf8");
		const numbers = [...spec.matchAll(/^- \[RE(\d+)\]/gm)]
			.map(([, number]) => Number(number))
			.sort((a, b) => a - b);
		expect(numbers).toEqual(numbers.map((_, index) => index + 1));
	});
});
