import {
	add,
	addTo,
	collect,
	drop,
	expectHeld,
	fold,
	type HomeCase,
	heldBy,
	noCollections,
	open,
	purge,
	put,
	same,
	shared,
	single,
} from "./home-scene.js";
import type { LogRecord } from "./log.js";

export type { HomeCase, HomeUnderTest } from "./home-scene.js";

/**
 * The rules of `LogHome`, for whoever writes one: run each case on a place of its own. What only the home itself can
 * show (that an acknowledged record survives the end of the process, and a broken-off fold) is not in it.
 */
export const homeCases: readonly HomeCase[] = [
	single("a new log holds nothing", async ({ home }) => {
		const { log, held } = await open(home());
		same(held, [], "documents");
		await log.close();
	}),
	single("what was appended is there at the next opening", async (place) => {
		const { log } = await open(place.home());
		await add(log, 0, [put("a", "1"), put("b", "1")]);
		await add(log, 1, [put("a", "2"), purge("b")]);
		await log.close();
		await expectHeld(place, ["a=2"]);
	}),
	single("when there is nothing to write, nothing is", async (place) => {
		const { log } = await open(place.home());
		const appended = await log.append(0, () => []);
		same(appended, 0, "the answer");
		same(await add(log, 0, [put("a", "1")]), 1, "the next sequence");
		await log.close();
	}),
	single("a long commit is there as a whole, in its order", async (place) => {
		const { log } = await open(place.home());
		const long = "x".repeat(1_000);
		const at = (n: number) => put(`d${n % 1_000}`, n < 1_000 ? long : "last");
		await add(log, 0, [...Array(1_001).keys()].map(at));
		await log.close();
		const others = [...Array(1_000).keys()].slice(1);
		const held = ["d0=last", ...others.map((n) => `d${n}=${long}`)];
		await expectHeld(place, held.sort());
	}),
	single("a fold loses nothing, and what follows it stays", async (place) => {
		const { log } = await open(place.home());
		const all = noCollections();
		for (let n = 1; n <= 40; n += 1)
			await addTo(all, {
				log,
				after: n - 1,
				operation: put(`d${n % 9}`, `${n}`),
			});
		await fold(log, all, 40);
		await addTo(all, { log, after: 40, operation: put("d1", "last") });
		await log.close();
		await expectHeld(place, heldBy(all));
	}),
	single("what is written while a fold goes on stays", async (place) => {
		const { log } = await open(place.home());
		const all = noCollections();
		await addTo(all, { log, after: 0, operation: put("a", "1") });
		const folding = fold(log, all, 1);
		await addTo(all, { log, after: 1, operation: put("a", "2") });
		await addTo(all, { log, after: 2, operation: put("b", "1") });
		await folding;
		await log.close();
		await expectHeld(place, ["a=2", "b=1"]);
	}),
	single(
		"documents move between groups, come and go, over folds",
		async (place) => {
			const { log } = await open(place.home());
			const all = noCollections({ groupBy: { things: "group" } });
			let sequence = 0;
			for (let n = 0; n < 30; n += 1) {
				const id = `d${n % 7}`;
				const operation =
					n % 5 === 4 ? purge(id) : put(id, `${n}`, `g${n % 3}`);
				await addTo(all, { log, after: sequence, operation });
				sequence += 1;
				if (n % 4 === 3) await fold(log, all, sequence);
			}
			await log.close();
			await expectHeld(place, heldBy(all));
		},
	),
	single(
		"a dropped collection is gone, and may be made anew",
		async (place) => {
			const { log } = await open(place.home());
			const all = noCollections();
			await addTo(all, { log, after: 0, operation: put("a", "old") });
			await fold(log, all, 1);
			await addTo(all, { log, after: 1, operation: drop });
			await addTo(all, { log, after: 2, operation: put("b", "new") });
			await fold(log, all, 3);
			await log.close();
			await expectHeld(place, ["b=new"]);
		},
	),
	single("a destroyed log is empty when it is opened again", async (place) => {
		const { log } = await open(place.home());
		await add(log, 0, [put("a", "1")]);
		await log.destroy(1);
		await expectHeld(place, []);
	}),
	shared(
		"a log to which others have added since is not destroyed",
		async ([first, second], place) => {
			await add(first, 0, [put("a", "1")]);
			await add(second, 1, [put("b", "1")]);
			await first.destroy(1);
			await second.close();
			await expectHeld(place, ["a=1", "b=1"]);
		},
	),
	single("logs of other names do not meet", async ({ home }) => {
		const one = await home().open("one", () => {});
		const two = await home().open("two", () => {});
		await one.load();
		await two.load();
		await add(one, 0, [put("a", "1")]);
		same(heldBy(await collect(two)), [], "the other");
		await Promise.all([one.close(), two.close()]);
	}),
	shared(
		"who comes second meets the first, and both are kept",
		async ([first, second], place) => {
			await add(first, 0, [put("a", "1")]);
			const met: (readonly LogRecord[])[] = [];
			const appended = await second.append(0, (newer) => {
				met.push(newer);
				return [JSON.stringify(put("b", "1"))];
			});
			same(
				met.at(-1)?.map(({ sequence }) => sequence),
				[1],
				"what it met",
			);
			same(appended, 2, "its own sequence");
			await Promise.all([first.close(), second.close()]);
			await expectHeld(place, ["a=1", "b=1"]);
		},
	),
	shared(
		"what others added is to be had by sequence",
		async ([first, second]) => {
			await add(first, 0, [put("a", "1")]);
			await add(first, 1, [put("a", "2")]);
			same((await second.since(0))?.length, 2, "records after 0");
			same((await second.since(1))?.length, 1, "records after 1");
			same(await second.since(2), [], "records after 2");
			await Promise.all([first.close(), second.close()]);
		},
	),
	shared(
		"who missed a fold is told to load again, and writes nothing",
		async ([first, second], place) => {
			const all = noCollections();
			await addTo(all, { log: first, after: 0, operation: put("a", "1") });
			await addTo(all, { log: first, after: 1, operation: put("a", "2") });
			await fold(first, all, 2);
			same(await second.since(0), undefined, "what it can read");
			const late = await second.append(0, () => [
				JSON.stringify(put("x", "1")),
			]);
			same(late, undefined, "its append");
			same(heldBy(await collect(second)), ["a=2"], "what it loads");
			await Promise.all([first.close(), second.close()]);
			await expectHeld(place, ["a=2"]);
		},
	),
	shared(
		"a part that was folded since is not read as if it were not",
		async ([first, second]) => {
			const all = noCollections();
			await addTo(all, { log: first, after: 0, operation: put("a", "1") });
			await fold(first, all, 1);
			const { parts } = await second.load();
			await addTo(all, { log: first, after: 1, operation: put("a", "2") });
			await fold(first, all, 2);
			same(await parts[0]?.read(), undefined, "the part");
			await Promise.all([first.close(), second.close()]);
		},
	),
];
