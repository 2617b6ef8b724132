import { say } from "./say.js";

/** What a run has to show. */
export interface Checks {
	/** Says what was expected, and whether it is so; when it is not, what was found instead. */
	expect(sentence: string, holds: boolean, found?: unknown): void;
	readonly failures: readonly string[];
}

export function createChecks(): Checks {
	const failures: string[] = [];
	return {
		failures,
		expect: (sentence, holds, found) => {
			say(`${holds ? "✓" : "✗"} ${sentence}`);
			if (holds) return;
			failures.push(sentence);
			say(`  Not so. Found: ${JSON.stringify(found)}`);
		},
	};
}
