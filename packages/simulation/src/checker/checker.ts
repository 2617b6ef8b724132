import { convergence } from "./convergence.js";
import { createdOnce } from "./creates.js";
import { noFalseRemoval, noResurrection } from "./deletes.js";
import { durable } from "./durable.js";
import { monotonic } from "./monotonic.js";
import { references } from "./references.js";
import type { Evidence, Rule } from "./rule.js";
import { threeWay } from "./three-way.js";
import { trueStatus } from "./true-status.js";
import { knownIds, oneAtATime, retryDiscipline } from "./wire.js";

const rules: readonly ((evidence: Evidence) => Rule)[] = [
	durable,
	oneAtATime,
	knownIds,
	retryDiscipline,
	createdOnce,
	noResurrection,
	noFalseRemoval,
	monotonic,
	threeWay,
	references,
	trueStatus,
	convergence,
];

type Told<Key extends keyof Rule> = Parameters<NonNullable<Rule[Key]>>;

/** All promises, as one rule. */
export function createChecker(evidence: Evidence): Required<Rule> {
	const all = rules.map((make) => make(evidence));
	const tell =
		<Key extends keyof Rule>(key: Key) =>
		(...told: Told<Key>) => {
			for (const rule of all) {
				const hear: unknown = rule[key];
				if (typeof hear === "function") Reflect.apply(hear, rule, told);
			}
		};
	return {
		stored: tell("stored"),
		sent: tell("sent"),
		arriving: tell("arriving"),
		delivered: tell("delivered"),
		ended: tell("ended"),
		status: tell("status"),
		booted: tell("booted"),
		crashed: tell("crashed"),
		step: tell("step"),
		end: tell("end"),
	};
}
