import type { OrgHandle, PendingChange } from "@engine-offline/core";
import { memo, startTransition, useState } from "react";
import { BehaviorSubject } from "rxjs";
import { describe, expect, it } from "vitest";
import { inEngine } from "../test/in-engine.js";
import { openTestStore } from "../test/open-test-store.js";
import { render } from "../test/render.js";
import { Says } from "../test/says.js";
import { useOrgs, usePending, useProjects } from "./hooks.js";
import { useObservable } from "./use-observable.js";

const number = new BehaviorSubject(0);

function ShowsNumber({ late = false }: { readonly late?: boolean }) {
	const seen = useObservable(number, 0);
	// The worst moment: React gives way between two components of one tree, and the number changes meanwhile.
	if (late && number.value === 0) {
		setImmediate(() => number.next(1));
		const end = performance.now() + 20;
		while (performance.now() < end);
	}
	return `${seen},`;
}

function GrowingPage(props: {
	readonly giveGrow: (grow: () => void) => void;
	readonly onCommit: (text: string) => void;
}) {
	const [more, setMore] = useState(false);
	props.giveGrow(() => startTransition(() => setMore(true)));
	return (
		<p
			ref={(element) => {
				if (element) props.onCommit(element.textContent ?? "");
			}}
		>
			<ShowsNumber />
			{more && <ShowsNumber late={true} />}
			{more && <ShowsNumber />}
		</p>
	);
}

interface RowProps {
	readonly of: OrgHandle | PendingChange;
	readonly onDraw: (name: string) => void;
}

const Row = memo(({ of, onDraw }: RowProps) => {
	const name = "label" in of ? of.label : of.name;
	onDraw(name);
	return `${name} `;
});

describe("what is shown together", () => {
	it("[RE11] never shows two values of one query at once, even when it changes in the middle of a render", async () => {
		const commits: string[] = [];
		let grow = () => {};
		const page = await render(
			<GrowingPage
				giveGrow={(given) => {
					grow = given;
				}}
				onCommit={(text) => commits.push(text)}
			/>,
		);
		grow();
		await page.says("1,1,1,");
		for (const text of commits)
			expect(new Set(text.split(",").slice(0, -1)).size).toBe(1);
	});
	it("[RE12] a row is drawn again only when something of it changed", async () => {
		const store = await openTestStore();
		const ada = await store.createOrg("Ada");
		await store.createOrg("Bob");
		const drawn: string[] = [];
		const onDraw = (name: string) => drawn.push(name);
		const rows = () =>
			useOrgs()?.map((org) => <Row key={org.id} of={org} onDraw={onDraw} />);
		const page = await render(inEngine(store, <Says say={rows} />));
		await page.says("Ada Bob ");
		drawn.length = 0;
		await store.createOrg("Cleo");
		await page.says("Ada Bob Cleo ");
		await ada.update({ name: "Bea" });
		await page.says("Bea Bob Cleo ");
		// StrictMode draws everything twice.
		expect(drawn).toEqual(["Cleo", "Cleo", "Bea", "Bea"]);
	});
	it("[RE12] so is a change that waits", async () => {
		const store = await openTestStore();
		await store.createOrg("Ada");
		const drawn: string[] = [];
		const onDraw = (name: string) => drawn.push(name);
		const rows = () =>
			usePending()?.map((change) => (
				<Row key={change.id} of={change} onDraw={onDraw} />
			));
		const page = await render(inEngine(store, <Says say={rows} />));
		await page.says("Ada ");
		await store.createOrg("Bob");
		await page.says("Ada Bob ");
		expect(drawn).toEqual(["Ada", "Ada", "Bob", "Bob"]);
	});
	it("[RE13] shows nothing of the org or store that was asked before", async () => {
		const [store, other] = [await openTestStore(), await openTestStore()];
		const ada = await store.createOrg("Ada");
		const bob = await store.createOrg("Bob");
		await ada.createProject("P");
		await bob.createProject("Q");
		await other.createOrg("Eve");
		const texts: string[] = [];
		const sayOf = (orgId: string) => () => {
			const projects = useProjects(orgId);
			const names = projects?.map(({ name }) => name).join() ?? "loading";
			const text = `${useOrgs()?.length} ${orgId === ada.id} ${names}`;
			texts.push(text);
			return text;
		};
		const page = await render(inEngine(store, <Says say={sayOf(ada.id)} />));
		await page.says("2 true P");
		await page.render(inEngine(store, <Says say={sayOf(bob.id)} />));
		await page.says("2 false Q");
		await page.render(inEngine(other, <Says say={sayOf(bob.id)} />));
		await page.says("1 false ");
		expect(texts).toContain("2 false loading");
		expect(texts).not.toContain("2 false P");
		expect(texts).not.toContain("1 false Q");
	});
});
