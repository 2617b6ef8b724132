import { act, StrictMode } from "react";
import { describe, expect, it } from "vitest";
import { openTestStore } from "../test/open-test-store.js";
import { render } from "../test/render.js";
import { EngineProvider } from "./engine-provider.js";
import { useOrgs } from "./hooks.js";

function Names() {
	const orgs = useOrgs();
	return <p>{orgs?.map(({ name }) => name).join() ?? "loading"}</p>;
}

describe("hooks", () => {
	it("works", async () => {
		const store = await openTestStore();
		await store.createOrg("Ada");
		const page = await render(
			<StrictMode>
				<EngineProvider store={store} replicator={undefined}>
					<Names />
				</EngineProvider>
			</StrictMode>,
		);
		await page.says("Ada");
		await act(() => store.createOrg("Bob"));
		await page.says("Ada,Bob");
		expect(page.text()).toBe("Ada,Bob");
	});
});
