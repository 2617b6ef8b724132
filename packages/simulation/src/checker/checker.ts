import { accountWall } from "./account-wall.js";
import { convergence } from "./convergence.js";
import { createdOnce } from "./creates.js";
import { noFalseRemoval, noResurrection } from "./deletes.js";
import { durable } from "./durable.js";
import { lastWord, waitingStays } from "./last-word.js";
import { leads } from "./leads.js";
import { monotonic } from "./monotonic.js";
import { oneSender } from "./one-sender.js";
import { pace } from "./pace.js";
import { quietly } from "./quietly.js";
import { references } from "./references.js";
import { refusedHere } from "./refused-here.js";
import type { Evidence, Rule } from "./rule.js";
import { shown } from "./shown.js";
import { hiddenIsNoDelete, spentStaysSpent } from "./spent.js";
import { threeWay } from "./three-way.js";
import { trueStatus } from "./true-status.js";
import { valid } from "./valid.js";
import { warnsOfAll } from "./warns-of-all.js";
import { knownIds, oneAtATime, retryDiscipline } from "./wire.js";

const rules: readonly ((evidence: Evidence) => Rule)[] = [
	durable,
	refusedHere,
	oneAtATime,
	oneSender,
	knownIds,
	retryDiscipline,
	createdOnce,
	noResurrection,
	spentStaysSpent,
	hiddenIsNoDelete,
	lastWord,
	waitingStays,
	noFalseRemoval,
	monotonic,
	threeWay,
	references,
	trueStatus,
	warnsOfAll,
	leads,
	shown,
	accountWall,
	valid,
	pace,
	quietly,
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
		wiped: tell("wiped"),
		warned: tell("warned"),
		prodded: tell("prodded"),
		read: tell("read"),
		step: tell("step"),
		idle: tell("idle"),
		end: tell("end"),
	};
}
