import type { Mutant } from "../mutant.js";

/** Bugs of the loop around it all: retries, sign-in, status, freshness, the end. */
export const loopMutants: readonly Mutant[] = [
	{
		name: "ignores Retry-After",
		invariant: "S15",
		world: { weather: { "http-429-later": 0.2 } },
		patches: [
			{
				file: "packages/sync/src/answers/classify.ts",
				find: "		retryAfterMs: failure.retryAfterMs,\n		wide: isWide(failure),",
				replace: "		retryAfterMs: undefined,\n		wide: isWide(failure),",
			},
		],
	},
	{
		name: "refreshes a token once for each call that wants it",
		invariant: "S15",
		patches: [
			{
				file: "packages/sync/src/session/create-session.ts",
				find: "		if (this.#flight !== undefined) return this.#share(this.#flight);\n",
				replace: "",
			},
		],
	},
	{
		name: "takes whoever signs in for the one whose store it is",
		invariant: "S16",
		patches: [
			{
				file: "packages/sync/src/replicator/identify.ts",
				find: 'if (known.userId !== "" && known.userId !== id) {',
				replace:
					'if (known.userId !== "" && known.userId !== id && id === "") {',
			},
		],
	},
	{
		name: "waits for an answer without a deadline",
		invariant: "L1",
		patches: [
			{
				file: "packages/sync/src/rest/within-deadline.ts",
				find: 'const stopTimer = setTimer(() => giveUp("timeout"), deadlineMs);',
				replace: "const stopTimer = setTimer(() => {}, deadlineMs);",
			},
		],
	},
	{
		name: "says in sync as soon as no request is under way",
		invariant: "L3",
		patches: [
			{
				file: "packages/sync/src/status/status.ts",
				find: "	if (input.waiting > input.parked)\n",
				replace: "	if (input.waiting > input.parked && input.busy)\n",
			},
		],
	},
	{
		name: "asks again and again for a list that is fresh",
		invariant: "L5",
		patches: [
			{
				file: "packages/sync/src/replicator/budget.ts",
				find: "	return { ...budget, credit: budget.credit - 1 };",
				replace: "	return budget;",
			},
			{
				file: "packages/sync/src/replicator/scheduler.ts",
				find: "const EARLY = 0.8;",
				replace: "const EARLY = 0.001;",
			},
		],
	},
	{
		name: "looks again at once, whatever moment it is given",
		invariant: "L5",
		patches: [
			{
				file: "packages/sync/src/replicator/waker.ts",
				find: "const ms = Math.max(1, moment - environment.monotonic());",
				replace: "const ms = 0;",
			},
		],
	},
	{
		name: "looks again every few milliseconds, whatever moment it is given",
		invariant: "L5",
		patches: [
			{
				file: "packages/sync/src/replicator/waker.ts",
				find: "const ms = Math.max(1, moment - environment.monotonic());",
				replace: "const ms = 10;",
			},
		],
	},
	{
		name: "polls only what is on screen",
		invariant: "L7",
		patches: [
			{
				file: "packages/sync/src/replicator/scheduler.ts",
				find: "		...polled.filter((scope) => !isOnScreen(scope)),\n",
				replace: "",
			},
		],
	},
	{
		name: "leads by a lock without a heartbeat",
		invariant: "L4",
		patches: [
			{
				file: "packages/sync/src/leadership/election.ts",
				find: "return this.#term === undefined && this.#silence.isLong();",
				replace: "return false;",
			},
		],
	},
	{
		name: "leaves a timer behind when it is closed",
		invariant: "S18",
		patches: [
			{
				file: "packages/sync/src/replicator/waker.ts",
				find: "			soon?.();\n			later?.();\n		},\n	};",
				replace: "			soon?.();\n		},\n	};",
			},
		],
	},
];
