import type { Store } from "@engine-offline/core";
import { createFlightRecorder } from "@engine-offline/sync/flight-recorder";
import { describe, expect, it, vi } from "vitest";
import { openTestStore, stoppedReplicator } from "../test/open-test-store.js";
import { acting, type Rendered, render } from "../test/render.js";
import { Inspector } from "./inspector.js";
import { defineInspector } from "./inspector-element.js";

const tab = (name: string) =>
	acting(() =>
		[...document.querySelectorAll<HTMLElement>("[role=tab]")]
			.find(({ textContent }) => textContent?.startsWith(name))
			?.click(),
	);
const panel = () =>
	document.querySelector("[role=tabpanel]")?.textContent ?? "";

async function contains(page: Rendered, expected: string): Promise<void> {
	while (!page.text().includes(expected))
		await new Promise((resolve) => setImmediate(resolve));
}

function live(store: Store) {
	const recorder = createFlightRecorder();
	const replicator = stoppedReplicator(store);
	return { recorder, replicator, store };
}

describe("the inspector", () => {
	it("[RE25] with nothing to show, every tab says so", async () => {
		const page = await render(<Inspector />);
		expect(page.text()).toContain("Nothing is live here");
		const said: Record<string, string> = {};
		for (const name of [
			"Now",
			"Waiting",
			"Issues",
			"Calls",
			"Lists",
			"Events",
			"Document",
		]) {
			await tab(name);
			said[name] = panel();
		}
		expect(said).toMatchObject({
			Now: "Nothing is known yet.",
			Waiting: "Nothing waits.",
			Issues: "There is no issue.",
			Lists: "No list was complete yet.",
			Document: "There is no store here to read documents from.",
		});
		expect(said.Calls).toContain("Nobody records here.");
		expect(said.Events).toContain("Nobody records here.");
	});
	it("[RE26] follows what waits, and a document that is edited while it is shown", async () => {
		const store = await openTestStore();
		const page = await render(<Inspector {...live(store)} />);
		await contains(page, "Waiting 0");
		const org = await store.createOrg("Ada");
		await contains(page, "Waiting 1");
		await tab("Waiting");
		expect(panel()).toContain("create Ada");
		await acting(() =>
			document.querySelector<HTMLElement>("[role=tabpanel] button")?.click(),
		);
		await contains(page, '"name": "Ada"');
		await org.update({ name: "Bea" });
		await contains(page, '"name": "Bea"');
	});
	it("[RE26] says how long ago, and what was written down last", async () => {
		const store = await openTestStore();
		const given = live(store);
		const page = await render(<Inspector {...given} />);
		await tab("Events");
		given.recorder.note("first");
		given.recorder.note("second");
		await contains(page, "2 events.");
		expect(panel().indexOf("second")).toBeLessThan(panel().indexOf("first"));
		for (let count = 0; count < 300; count++) given.recorder.note("many");
		await contains(page, "And 102 more.");
		await tab("Now");
		await contains(page, "Statestopped");
	});
	it("[RE32] a store that fails is said in the panel, and takes no app down", async () => {
		const store = await openTestStore();
		vi.spyOn(store, "pending").mockRejectedValue(new Error("no storage"));
		const page = await render(<Inspector {...live(store)} />);
		await contains(page, "no storage");
		await tab("Waiting");
		expect(panel()).toBe("Nothing waits.");
	});
	it("[RE31] an element on a page without React shows the same, and lets go when it is taken away", async () => {
		const store = await openTestStore();
		// Given before it is defined, as scripts of a page may do.
		const element = document.createElement("engine-inspector");
		Object.assign(element, live(store));
		defineInspector();
		defineInspector();
		await acting(() => document.body.append(element));
		const text = () => element.shadowRoot?.textContent ?? "";
		while (!text().includes("Waiting 0"))
			await new Promise((resolve) => setImmediate(resolve));
		await acting(() => element.remove());
		expect(text()).toBe("");
	});
});
