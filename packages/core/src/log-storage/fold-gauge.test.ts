import { expect, it } from "vitest";
import { FoldGauge } from "./fold-gauge.js";

it("[LS13] what is written while a fold goes on still counts for the next one", () => {
	const gauge = new FoldGauge(100);
	gauge.count(1, 90);
	gauge.count(2, 20);
	gauge.count(2, 20);
	expect(gauge.isFoldDue(0)).toBe(true);
	gauge.count(3, 95);
	gauge.foldedUpTo(2);
	expect(gauge.isFoldDue(0)).toBe(false);
	gauge.count(4, 6);
	expect(gauge.isFoldDue(0)).toBe(true);
	gauge.postpone();
	expect(gauge.isFoldDue(0)).toBe(false);
});
