// @vitest-environment node

import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { Suspense } from "react";
import { renderToPipeableStream } from "react-dom/server";
import { expect, it } from "vitest";
import { inEngine } from "../test/in-engine.js";
import { openTestStore } from "../test/open-test-store.js";
import { Says } from "../test/says.js";
import { useOrgs } from "./suspending-hooks.js";

it("[RE22] suspending hooks make a server send the fallback, and hold nothing up", async () => {
	const store = await openTestStore();
	await store.createOrg("Ada");
	const errors: unknown[] = [];
	const tree = (
		<Suspense fallback="loading">
			{inEngine(store, <Says say={() => useOrgs().length} />)}
		</Suspense>
	);
	const stream = new PassThrough();
	const { pipe } = renderToPipeableStream(tree, {
		onError: (error) => {
			errors.push(error);
		},
		onAllReady: () => pipe(stream),
	});
	expect(await text(stream)).toContain("loading");
	expect(String(errors[0])).toContain("The store lives in the browser");
});
