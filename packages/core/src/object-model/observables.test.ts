import {
	filter,
	firstValueFrom,
	type Observable,
	ReplaySubject,
	Subject,
	skip,
} from "rxjs";
import { describe, expect, it } from "vitest";
import {
	accept,
	envelop,
	listedOrg,
	person,
	show,
} from "../test/engine-part.js";
import { openTestStore } from "../test/open-test-store.js";
import type { OrgHandle } from "./org-handle.js";

async function withOrg() {
	const { store, replica } = await openTestStore();
	await show(replica, "orgs", { ...listedOrg, id: "o" });
	await show(replica, "users", person("u"));
	await show(replica, "projects", {
		id: "p",
		orgId: "o",
		name: "P",
		description: "",
	});
	await show(replica, "members", {
		id: "m",
		orgId: "o",
		userId: "u",
		role: "OrgOwner",
		external: false,
		invite: null,
	});
	await replica.record.change({ userId: "u" });
	return { store, replica, org: await store.org("o") };
}

/** RxDB tells a live query of a write shortly after it: the next write's own answer comes later still. */
const quiet = async (run: () => Promise<unknown>) => {
	await run();
	await new Promise((resolve) => setImmediate(resolve));
	await new Promise((resolve) => setImmediate(resolve));
};

describe("observables", () => {
	it("[OM19] emit when a field changes, and never because only an envelope did", async () => {
		const { store, replica, org } = await withOrg();
		const project = await org.getProject("p");
		const [member] = await org.listUsers();
		if (member === undefined) throw new Error("no member");
		const counts: Record<string, number> = {};
		const sources: Record<string, Observable<unknown>> = {
			name: org.name$,
			description: org.description$,
			orgs: store.userOrgs$,
			projects: org.projects$,
			users: org.users$,
			projectName: project.name$,
			role: member.role$,
			external: member.external$,
			can: org.can$("createProject"),
			identity: store.identity$,
			roles: store.roles$,
		};
		const emitted = new Subject<void>();
		const watching = Object.entries(sources).map(([name, source]) =>
			source.subscribe(() => {
				counts[name] = (counts[name] ?? 0) + 1;
				emitted.next();
			}),
		);
		// Storage answers when it likes.
		const when = (isSo: () => boolean) =>
			isSo() ? undefined : firstValueFrom(emitted.pipe(filter(isSo)));
		const names = Object.keys(sources);
		await when(() => names.every((name) => counts[name] !== undefined));
		const first = { ...counts };
		expect(new Set(Object.values(first))).toEqual(new Set([1]));
		await quiet(async () => {
			for (const [name, id] of [
				["orgs", "o"],
				["projects", "p"],
				["members", "m"],
				["users", "u"],
			] as const)
				await envelop({ replica, name, id }, { mark: "m2", seen: 7 });
			await replica.record.change({ listedAt: { orgs: 5, "org-users:o": 5 } });
		});
		expect(counts).toEqual(first);
		await org.update({ name: "Other" });
		await when(() => counts.name === 2 && counts.orgs === 2);
		await quiet(() => accept({ replica, name: "orgs", id: "o" }));
		expect(counts).toEqual({ ...first, name: 2, orgs: 2 });
		for (const one of watching) one.unsubscribe();
	});
	it("[OM19] sync$ tells each state of the document once", async () => {
		const { replica, org } = await withOrg();
		const seen: string[] = [];
		const watching = org.sync$.subscribe(({ state }) => seen.push(state));
		await quiet(() => org.update({ name: "Other" }));
		await quiet(() =>
			envelop({ replica, name: "orgs", id: "o" }, { mark: "m2" }),
		);
		await quiet(() => accept({ replica, name: "orgs", id: "o" }));
		watching.unsubscribe();
		expect(seen).toEqual(["synced", "pending", "synced"]);
	});
	it("[OM20] a list counts as on screen while somebody subscribes to it", async () => {
		const { store, replica, org } = await withOrg();
		const scopes = () => replica.watched().map(({ list }) => list);
		const first = org.projects$.subscribe();
		const second = org.projects$.subscribe();
		const others = [store.userOrgs$.subscribe(), org.users$.subscribe()];
		expect(scopes()).toEqual(["org-projects", "orgs", "org-users"]);
		for (const one of [first, ...others]) one.unsubscribe();
		expect(scopes()).toEqual(["org-projects"]);
		second.unsubscribe();
		const release = store.watch({ list: "org-users", orgId: "o" });
		expect(scopes()).toEqual(["org-users"]);
		release();
		release();
		expect(scopes()).toEqual([]);
	});
	it("[OM19] users$ follows the user as well as the membership", async () => {
		const { store, org } = await withOrg();
		const seen: string[] = [];
		const watching = org.users$.subscribe((users) =>
			seen.push(users.map(({ user }) => user.displayName).join()),
		);
		await quiet(async () => {});
		const user = await store.user("u");
		await quiet(() => user.update({ displayName: "Una" }));
		await quiet(() => org.addUser("v@example.com"));
		watching.unsubscribe();
		expect(seen).toEqual(["U", "Una", "Una,"]);
	});
	it("[OM19] a list hands out the same handle for what has not changed", async () => {
		const { org } = await withOrg();
		await org.createProject("A");
		const seen: (readonly unknown[])[] = [];
		const watching = org.projects$.subscribe((list) => seen.push(list));
		await quiet(async () => {});
		const project = await org.getProject("p");
		await quiet(() => project.update({ name: "0 comes first now" }));
		watching.unsubscribe();
		expect(seen.map((list) => list.length)).toEqual([2, 2]);
		expect(seen[1]?.[1]).toBe(seen[0]?.[0]);
		expect(seen[1]?.[0]).toMatchObject({ name: "0 comes first now" });
	});
	it("[OM33] a row that shows the same keeps its handle", async () => {
		const { store, replica, org } = await withOrg();
		const lists$ = new ReplaySubject<OrgHandle[]>();
		const watching = store.userOrgs$.subscribe(lists$);
		const list = (index: number) => firstValueFrom(lists$.pipe(skip(index)));
		const first = await list(0);
		await envelop({ replica, name: "orgs", id: "o" }, { mark: "moved" });
		await store.createOrg("Bob");
		const withBob = await list(1);
		await org.update({ name: "Ada again" });
		const renamed = await list(2);
		watching.unsubscribe();
		expect(withBob.map(({ name }) => name)).toEqual(["Ada again", "Bob"]);
		expect(withBob[0]).toBe(first[0]);
		expect(renamed[0]).not.toBe(first[0]);
		expect(renamed[1]).toBe(withBob[1]);
	});
});
