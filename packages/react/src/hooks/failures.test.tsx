import { defer, of, throwError } from "rxjs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Boundary } from "../test/boundary.js";
import { inEngine } from "../test/in-engine.js";
import { openTestStore } from "../test/open-test-store.js";
import { acting, render } from "../test/render.js";
import { Says } from "../test/says.js";
import { useOrgs, useSettled } from "./hooks.js";
import { useObservable } from "./use-observable.js";

describe("failures", () => {
	beforeEach(() => {
		// React says on the console what a boundary caught.
		vi.spyOn(console, "error").mockImplementation(() => {});
	});
	afterEach(() => {
		vi.restoreAllMocks();
	});
	it("[RE14] what fails goes to the nearest error boundary, and whoever tries again asks again", async () => {
		let works = false;
		const source = defer(() =>
			works ? of("Ada") : throwError(() => new Error("no storage")),
		);
		let tryAgain = () => {};
		const page = await render(
			<Boundary
				onFail={(given) => {
					tryAgain = given;
				}}
			>
				<Says say={() => useObservable(source, "loading")} />
			</Boundary>,
		);
		await page.says("failed: no storage");
		works = true;
		await acting(() => tryAgain());
		await page.says("Ada");
	});
	it("[RE14] so does what cannot even be asked", async () => {
		const store = Object.create(await openTestStore(), {
			userOrgs$: {
				get: () => {
					throw new Error("no such list");
				},
			},
		});
		const page = await render(
			<Boundary onFail={() => {}}>
				{inEngine(store, <Says say={() => useOrgs()?.length} />)}
			</Boundary>,
		);
		await page.says("failed: no such list");
	});
	it("[RE14] so does a question that the store refuses", async () => {
		const store = await openTestStore();
		const change = { collection: "orgs", id: "never", edit: 1 } as const;
		const page = await render(
			<Boundary onFail={() => {}}>
				{inEngine(store, <Says say={() => useSettled(change)?.kind} />)}
			</Boundary>,
		);
		await page.says(
			'failed: There is no edit 1 of "never" in orgs. Give a change as a write of this store returned it.',
		);
	});
	it("[RE15] a store that closes under mounted components leaves them what they show", async () => {
		const store = await openTestStore();
		const org = await store.createOrg("Ada");
		const say = () =>
			`${useOrgs()?.length} ${useSettled(org.change)?.kind} ${useObservable(org.name$)}`;
		const page = await render(
			<Boundary onFail={() => {}}>
				{inEngine(store, <Says say={say} />)}
			</Boundary>,
		);
		await page.says("1 undefined Ada");
		await acting(() => store.close());
		expect(page.text()).toBe("1 undefined Ada");
	});
	it("[RE16] a hook without a provider says what to do", async () => {
		const page = await render(
			<Boundary onFail={() => {}}>
				<Says say={() => useOrgs()?.length} />
			</Boundary>,
		);
		expect(page.text()).toBe(
			"failed: No <EngineProvider> is above this component. Put one around what uses the Engine's hooks.",
		);
	});
});
