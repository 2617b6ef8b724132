import { expect, it } from "vitest";
import { createVirtualTime } from "./virtual-time.js";

it("[L5] says when no time passes, and goes on behind whoever goes round and round", async () => {
	let stuck = 0;
	const time = createVirtualTime(() => {
		stuck += 1;
	});
	let turns = 0;
	const goRound = () => {
		turns += 1;
		time.setTimer(goRound, 0);
	};
	time.setTimer(goRound, 5);
	await time.runUntil(4);
	expect([turns, stuck]).toEqual([0, 0]);
	await time.runUntil(9);
	expect(turns).toBeGreaterThan(1_000);
	expect([time.now(), stuck]).toEqual([9, 1]);
});

it("takes many that fall due together for what they are", async () => {
	let stuck = 0;
	const time = createVirtualTime(() => {
		stuck += 1;
	});
	let ran = 0;
	for (let n = 0; n < 2_000; n++)
		for (const ms of [5, 6]) time.setTimer(() => ran++, ms);
	await time.runUntil(9);
	expect([ran, stuck]).toEqual([4_000, 0]);
});
