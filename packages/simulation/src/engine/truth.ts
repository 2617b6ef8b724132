import type { CollectionName } from "@engine-offline/core/replicate";
import {
	type Commit,
	type GroundTruth,
	type Machine,
	visibleTo,
} from "@engine-offline/emulator/machine";

/** One state of one resource. */
export interface TrueVersion {
	readonly at: number;
	/** Values of the writable fields; undefined when it is gone. */
	readonly fields: Readonly<Record<string, string>> | undefined;
	/** Counts commits. */
	readonly commit: number;
	/** The request of a device that did it; undefined for anybody else. */
	readonly flight: number | undefined;
	readonly device: string;
}

/** All that was ever true on the Engine, for the checker. */
export interface Truth {
	/** The number of the last commit that did anything, 0 before the first. */
	lastCommit(): number;
	/** Every state of a resource, oldest first. */
	versions(name: CollectionName, remoteId: string): readonly TrueVersion[];
	/** Whether the account could not see it at some moment from `from` on. */
	wasHidden(account: string, key: string, from: number): boolean;
	/** Whether it was visible to the account at some moment from `from` on. */
	wasVisible(account: string, key: string, from: number): boolean;
	/** What the account may see now. */
	visible(account: string): GroundTruth;
	/** Says on whose behalf the next commits are. */
	attribute(device: string, flight: number | undefined): void;
}

export interface TruthOptions {
	readonly machine: Machine;
	readonly now: () => number;
	readonly accounts: readonly string[];
	readonly committed: (commit: Commit) => void;
}

type Interval = { readonly from: number; until: number | undefined };

export function watchTruth(options: TruthOptions): Truth {
	const { machine, now, accounts } = options;
	const versions = new Map<string, TrueVersion[]>();
	const intervals = new Map<string, Interval[]>();
	let author: { device: string; flight: number | undefined } = {
		device: "",
		flight: undefined,
	};
	let last = 0;
	const note = () =>
		noteVersions(machine, versions, { at: now(), commit: last, ...author });
	const noteVisibility = () => {
		for (const account of accounts)
			updateIntervals(intervals, account, {
				seen: keysOf(visibleTo(machine, account)),
				now: now(),
			});
	};
	note();
	noteVisibility();
	machine.onCommit((commit) => {
		if (commit.effects.length === 0) return;
		last = commit.number;
		note();
		noteVisibility();
		options.committed(commit);
	});
	const of = (account: string, key: string) =>
		intervals.get(`${account} ${key}`) ?? [];
	return {
		lastCommit: () => last,
		versions: (name, remoteId) => versions.get(keyOf(name, remoteId)) ?? [],
		wasVisible: (account, key, from) =>
			of(account, key).some(
				({ until }) => until === undefined || until >= from,
			),
		wasHidden: (account, key, from) => {
			const last = of(account, key).at(-1);
			return last === undefined || last.until !== undefined || last.from > from;
		},
		visible: (account) => visibleTo(machine, account),
		attribute: (device, flight) => {
			author = { device, flight };
		},
	};
}

function noteVersions(
	machine: Machine,
	versions: Map<string, TrueVersion[]>,
	stamp: Omit<TrueVersion, "fields">,
): void {
	for (const [key, fields] of allResources(machine)) {
		const known = listOf(versions, key);
		if (sameJson(known.at(-1)?.fields, fields)) continue;
		known.push({ ...stamp, fields });
	}
	for (const [key, known] of versions)
		if (known.at(-1)?.fields !== undefined && !exists(machine, key))
			known.push({ ...stamp, fields: undefined });
}

export function keyOf(name: CollectionName, remoteId: string): string {
	return `${name}/${remoteId}`;
}

function listOf<Item>(map: Map<string, Item[]>, key: string): Item[] {
	const known = map.get(key) ?? [];
	map.set(key, known);
	return known;
}

function* allResources(
	machine: Machine,
): Generator<[string, Record<string, string>]> {
	const { orgs, projects, accounts, orgUsers } = machine.state();
	for (const { id, name, description } of orgs.values())
		yield [keyOf("orgs", id), { name, description }];
	for (const { id, name, description } of projects.values())
		yield [keyOf("projects", id), { name, description }];
	for (const { id, displayName, phone } of accounts.values())
		yield [keyOf("users", id), { displayName, phone }];
	for (const { orgId, userId, role } of orgUsers.values())
		yield [keyOf("members", `${orgId}/${userId}`), { role }];
}

function exists(machine: Machine, key: string): boolean {
	const { orgs, projects, accounts, orgUsers } = machine.state();
	const slash = key.indexOf("/");
	const id = key.slice(slash + 1);
	switch (key.slice(0, slash)) {
		case "orgs":
			return orgs.has(id);
		case "projects":
			return projects.has(id);
		case "users":
			return accounts.has(id);
		default:
			return orgUsers.has(id);
	}
}

function keysOf(truth: GroundTruth): Set<string> {
	return new Set([
		...truth.orgs.map(({ id }) => keyOf("orgs", id)),
		...truth.projects.map(({ id }) => keyOf("projects", id)),
		...truth.members.map(({ orgId, userId }) =>
			keyOf("members", `${orgId}/${userId}`),
		),
	]);
}

function updateIntervals(
	intervals: Map<string, Interval[]>,
	account: string,
	{ seen, now }: { seen: ReadonlySet<string>; now: number },
): void {
	const prefix = `${account} `;
	for (const key of seen) {
		const known = listOf(intervals, prefix + key);
		const last = known.at(-1);
		if (last === undefined || last.until !== undefined)
			known.push({ from: now, until: undefined });
	}
	for (const [key, known] of intervals) {
		const last = known.at(-1);
		if (!key.startsWith(prefix) || last === undefined) continue;
		if (last.until === undefined && !seen.has(key.slice(prefix.length)))
			last.until = now;
	}
}

function sameJson(a: unknown, b: unknown): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}
