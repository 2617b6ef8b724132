import type { Random } from "../machine/random.js";
import { fits, type SeenRequest } from "./match.js";
import type { Misbehaviour, MisbehaviourRule } from "./misbehaviour.js";

export interface ActiveRule {
	readonly id: string;
	readonly rule: MisbehaviourRule;
	/** How many more requests it befalls; null is any number. */
	readonly left: number | null;
	/** How many requests it has befallen. */
	readonly befell: number;
}

/** The misbehaviours that are in force. */
export interface Rules {
	add(rule: MisbehaviourRule): string;
	/** Whether there was such a rule. */
	remove(id: string): boolean;
	clear(): void;
	list(): readonly ActiveRule[];
	/**
	 * What befalls this request: any delays, and the first other misbehaviour that fits. Only what is
	 * returned counts against `times`.
	 */
	take(seen: SeenRequest): Misbehaviour[];
}

export function createRules(random: Random): Rules {
	const rules = new Map<string, ActiveRule>();
	let added = 0;
	const befall = (active: ActiveRule): Misbehaviour => {
		const left = active.left === null ? null : active.left - 1;
		if (left === 0) rules.delete(active.id);
		else rules.set(active.id, { ...active, left, befell: active.befell + 1 });
		return active.rule.do;
	};
	return {
		add: (rule) => {
			added++;
			const id = String(added);
			rules.set(id, { id, rule, left: timesOf(rule), befell: 0 });
			return id;
		},
		remove: (id) => rules.delete(id),
		clear: () => rules.clear(),
		list: () => [...rules.values()],
		take: (seen) => {
			const taken: Misbehaviour[] = [];
			for (const active of [...rules.values()]) {
				const isDelay = active.rule.do.kind === "delay";
				if (!isDelay && taken.some((one) => one.kind !== "delay")) continue;
				if (!fits(active.rule.on ?? {}, seen)) continue;
				if (random.next() < (active.rule.share ?? 1))
					taken.push(befall(active));
			}
			return taken;
		},
	};
}

function timesOf(rule: MisbehaviourRule): number | null {
	if (rule.times !== undefined) return rule.times;
	return rule.share === undefined ? 1 : null;
}
