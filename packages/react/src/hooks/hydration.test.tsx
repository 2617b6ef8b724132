import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { inEngine } from "../test/in-engine.js";
import { openTestStore } from "../test/open-test-store.js";
import { hydrate } from "../test/render.js";
import { Says } from "../test/says.js";
import { useOrgs } from "./hooks.js";

const names = () =>
	useOrgs()
		?.map(({ name }) => name)
		.join() ?? "loading";

describe("server rendering", () => {
	it("[RE21] gives the loading state, with a store or without, which the browser takes over", async () => {
		const store = await openTestStore();
		await store.createOrg("Ada");
		const html = renderToString(inEngine(undefined, <Says say={names} />));
		expect(html).toBe("loading");
		expect(renderToString(inEngine(store, <Says say={names} />))).toBe(html);
		const page = await hydrate(html, inEngine(store, <Says say={names} />));
		await page.says("Ada");
		expect(page.recovered).toEqual([]);
	});
});
