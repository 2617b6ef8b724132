import type { Environment } from "@engine-offline/core";
import {
	type Replica,
	type Scope,
	scopeKey,
	type Tabs,
} from "@engine-offline/core/replicate";
import { HERE, type Here, readHere } from "./messages.js";

/** A tab says this often what it shows. */
const EVERY_MS = 5_000;
/** What a tab showed counts for so long: it may be closed by now. */
const SHOWN_MS = 12_000;
/** A hidden tab's timers run once a minute: a password in it counts longer. */
const HELD_MS = 75_000;

/** What the other tabs show, and which passwords they hold. */
export interface Presence {
	/** What is on screen in any tab. */
	watched(): readonly Scope[];
	/** Whether another tab holds the password of this member. */
	isHeldElsewhere(memberId: string): boolean;
	/** Says at once what this tab shows and holds. */
	say(): void;
	close(): void;
}

export interface PresenceOptions {
	readonly tabs: Tabs;
	readonly environment: Environment;
	readonly replica: Pick<Replica, "watched" | "watched$">;
	/** Members that wait for this tab, since it holds their password. */
	readonly holds: () => readonly string[];
	/** Told when another tab shows or holds something else. */
	readonly changed: () => void;
}

type Heard = Here & { readonly at: number };

export function createPresence(options: PresenceOptions): Presence {
	const { tabs, environment, replica, holds, changed } = options;
	const heardByTab = new Map<string, Heard>();
	const now = () => environment.monotonic();
	const isVisible = () => environment.isVisible?.() ?? true;
	const say = () =>
		tabs.post(HERE, {
			watched: isVisible() ? replica.watched().map(scopeKey) : [],
			holds: holds(),
		});
	const forgetOld = () => {
		for (const [tab, { at }] of heardByTab)
			if (now() - at > HELD_MS) heardByTab.delete(tab);
	};
	let timer = () => {};
	const tick = () => {
		timer = environment.setTimer(() => {
			forgetOld();
			say();
			tick();
		}, EVERY_MS);
	};
	const hear = (body: unknown, from: string) => {
		const here = readHere(body);
		if (here === undefined) return;
		const before = heardByTab.get(from);
		heardByTab.set(from, { ...here, at: now() });
		if (!isSame(before, here)) changed();
	};
	const endings = [
		tabs.hear(HERE, hear),
		environment.onVisible?.(say) ?? (() => {}),
		subscribed(replica, say),
	];
	tick();
	return {
		watched: () => [...replica.watched(), ...shown(heardByTab, now())],
		isHeldElsewhere: (memberId) =>
			[...heardByTab.values()].some(
				(heard) =>
					now() - heard.at <= HELD_MS && heard.holds.includes(memberId),
			),
		say,
		close: () => {
			timer();
			for (const end of endings) end();
		},
	};
}

function subscribed(
	{ watched$ }: Pick<Replica, "watched$">,
	run: () => void,
): () => void {
	const subscription = watched$.subscribe(run);
	return () => subscription.unsubscribe();
}

function isSame(before: Here | undefined, here: Here): boolean {
	return (
		before !== undefined &&
		JSON.stringify([before.watched, before.holds]) ===
			JSON.stringify([here.watched, here.holds])
	);
}

function shown(heard: ReadonlyMap<string, Heard>, now: number): Scope[] {
	const keys = [...heard.values()]
		.filter(({ at }) => now - at <= SHOWN_MS)
		.flatMap(({ watched }) => watched);
	return [...new Set(keys)].flatMap((key) => keyToScope(key) ?? []);
}

function keyToScope(key: string): Scope | undefined {
	if (key === "orgs") return { list: "orgs" };
	const [list, ...rest] = key.split(":");
	const orgId = rest.join(":");
	return (list === "org-projects" || list === "org-users") && orgId !== ""
		? { list, orgId }
		: undefined;
}
