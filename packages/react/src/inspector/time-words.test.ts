import { expect, it } from "vitest";
import { agoInWords, durationInWords, timeInWords } from "./time-words.js";

it("[RE26] ages and durations read in one unit", () => {
	const second = 1_000;
	const hour = 3_600 * second;
	const agos = [0, 59, 60, 3_599, 3_600, 47 * 3_600, 48 * 3_600].map(
		(seconds) => agoInWords(0, seconds * second),
	);
	expect(agos).toEqual([
		"0 s ago",
		"59 s ago",
		"1 min ago",
		"59 min ago",
		"1 h ago",
		"47 h ago",
		"2 days ago",
	]);
	// Another device's clock may be ahead.
	expect(agoInWords(hour, 0)).toBe("0 s ago");
	expect([durationInWords(7), durationInWords(1_250)]).toEqual([
		"7 ms",
		"1.3 s",
	]);
	expect(timeInWords(hour)).toBe("1970-01-01 01:00:00");
});
