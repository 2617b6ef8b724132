import { firstValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { seal } from "../../model/change.js";
import { createIssue, type DocumentIssue } from "../../model/issue.js";
import { envelop, refuse, replicate, send } from "../../test/engine-part.js";
import { codeOf } from "../../test/gate-scene.js";
import { theIssue, withProject } from "../../test/issue-scene.js";

const contested = (given: Partial<DocumentIssue> = {}) =>
	createIssue({
		kind: "contested",
		change: "update",
		edit: 1,
		at: 5,
		field: "name",
		base: { name: "Plan" },
		mine: { name: "Mine" },
		theirs: { name: "Theirs" },
		...given,
	});

describe("a contested field", () => {
	async function withContested() {
		const scene = await withProject();
		await scene.project.update({ name: "Mine" });
		await replicate(scene.place, (doc) =>
			seal("projects", {
				...doc,
				envelope: {
					...doc.envelope,
					base: { name: "Theirs", description: "" },
					issues: [contested()],
				},
			}),
		);
		return scene;
	}
	it("[IS8] keepTheirs writes their value and closes the issue in one write", async () => {
		const { store, replica, project } = await withContested();
		expect(theIssue(store)).toMatchObject({
			change: { field: "name" },
			actions: ["keepMine", "keepTheirs", "discard"],
		});
		const writes: number[] = [];
		const watching = replica.changes$.subscribe(({ documents }) =>
			writes.push(documents.length),
		);
		await theIssue(store).keepTheirs();
		watching.unsubscribe();
		expect(writes).toEqual([1]);
		expect([project.name, project.state.state]).toEqual(["Theirs", "synced"]);
		expect(store.issues.list()).toEqual([]);
	});
	it("[IS8] keepMine keeps what is there, or writes it again where it is not", async () => {
		const { store, place, project, settle } = await withContested();
		await theIssue(store).keepMine();
		expect([project.name, store.issues.list()]).toEqual(["Mine", []]);
		await settle();
		await envelop(place, { issues: [contested({ mine: { name: "Older" } })] });
		const change = await theIssue(store).keepMine();
		expect(project.name).toBe("Older");
		expect(change).toMatchObject({ collection: "projects", id: "p", edit: 2 });
	});
	it("[IS8] discard only closes it", async () => {
		const { store, project } = await withContested();
		await theIssue(store).discard();
		expect([project.name, project.state.state]).toEqual(["Mine", "pending"]);
	});
});

describe("what is gone on the Engine", () => {
	async function withGone() {
		const scene = await withProject();
		await scene.project.update({ name: "Unsent" });
		await refuse(scene.place, { kind: "gone", code: "NOT_FOUND" });
		return scene;
	}
	it("[IS9] retry makes a new document with the values, once", async () => {
		const { store, org, project } = await withGone();
		expect(project.deleted).toBe(true);
		const issue = theIssue(store);
		const change = await issue.retry();
		const [anew, ...others] = await org.listProjects();
		expect(others).toEqual([]);
		expect(anew).toMatchObject({ name: "Unsent", remoteId: "" });
		expect(anew?.id).not.toBe("p");
		expect(change).toMatchObject({ id: anew?.id, edit: 1 });
		expect(store.issues.list()).toEqual([]);
		expect(await codeOf(issue.retry())).toBe("NO_SUCH_ISSUE");
		expect(await org.listProjects()).toHaveLength(1);
	});
	it("[IS9] the same answer after a crash between its two writes makes no second one", async () => {
		const { store, replica, place, org } = await withGone();
		const before = await replica.read("projects", "p");
		await theIssue(store).edit({ name: "Edited" });
		// The crash: the new document is there, the issue is not closed yet.
		await replicate(place, (doc) => ({ ...doc, ...before, _rev: doc._rev }));
		await theIssue(store).edit({ name: "Edited" });
		expect((await org.listProjects()).map(({ name }) => name)).toEqual([
			"Edited",
		]);
		expect(store.issues.list()).toEqual([]);
	});
	it("[IS9] only where its org lives, and discard ends it", async () => {
		const { store, org } = await withGone();
		await org.delete();
		expect(await codeOf(theIssue(store).retry())).toBe("PARENT_DELETED");
		await theIssue(store).discard();
		expect(store.issues.list()).toEqual([]);
	});
});

describe("a possible duplicate", () => {
	const duplicate = createIssue({
		kind: "possible-duplicate",
		change: "create",
		edit: 1,
		at: 5,
		candidates: ["r1", "r2"],
	});
	const parked = {
		reason: "possible-duplicate",
		code: "",
		message: "It may exist already.",
		suggestion: "",
		at: 5,
	} as const;
	async function withDuplicate() {
		const { store, replica, org } = await withProject();
		const made = await org.createProject("Twin");
		const place = { replica, name: "projects", id: made.id } as const;
		await send(place, true);
		await envelop(place, { parked, issues: [duplicate] });
		return { store, replica, place, made };
	}
	it("[IS10] keepMine sends it anyway, and still knows the attempt if that comes late", async () => {
		const { store, replica, made } = await withDuplicate();
		expect(theIssue(store).candidates).toEqual(["r1", "r2"]);
		const change = await theIssue(store).keepMine();
		expect(change).toMatchObject({ id: made.id, edit: 1 });
		expect((await replica.read("projects", made.id))?.envelope).toMatchObject({
			state: "pending",
			sent: null,
			parked: null,
			issues: [],
			late: [{ attempt: "a1", values: { name: "Twin" } }],
		});
	});
	it.each(["keepTheirs", "discard"] as const)(
		"[IS10] %s drops mine",
		async (action) => {
			const { store, made } = await withDuplicate();
			await theIssue(store)[action]();
			expect(made.deleted).toBe(true);
			expect(await made.change.settled()).toEqual({ kind: "cancelled" });
			expect(store.issues.list()).toEqual([]);
			expect(await store.pending()).toEqual([]);
		},
	);
	it("[IS10] nothing is decided while a request is under way", async () => {
		const { store, place } = await withDuplicate();
		await envelop(place, { sent: null });
		await send(place);
		expect(await codeOf(theIssue(store).keepMine())).toBe("ALREADY_SENT");
	});
	it("[IS11] where it exists already, the issue is only to be read", async () => {
		const { store, place, project } = await withProject();
		await envelop(place, { issues: [duplicate] });
		expect(theIssue(store).actions).toEqual(["discard"]);
		expect(await codeOf(theIssue(store).keepMine())).toBe("WRONG_ACTION");
		await theIssue(store).discard();
		expect([project.deleted, store.issues.list()]).toEqual([false, []]);
	});
});

describe("an ignored field", () => {
	const ignored = createIssue({
		kind: "ignored",
		change: "update",
		edit: 1,
		at: 5,
		base: { name: "Plan", description: "" },
		mine: { name: "Mine", description: "" },
	});
	it("[IS12] retry writes mine again, discard leaves the Engine's value", async () => {
		const { store, place, project, settle } = await withProject();
		await envelop(place, { issues: [ignored] });
		expect(project.state.state).toBe("refused");
		expect(await codeOf(theIssue(store).edit({ name: "N" }))).toBe(
			"WRONG_ACTION",
		);
		await theIssue(store).retry();
		expect([project.name, project.state.state]).toEqual(["Mine", "pending"]);
		await settle();
		await envelop(place, { issues: [ignored] });
		await theIssue(store).discard();
		expect([project.name, project.state.state]).toEqual(["Mine", "synced"]);
	});
});

describe("the view", () => {
	it("[IS1] sorts by time and id, gives the same ids every time, and is live", async () => {
		const { store, replica, place } = await withProject();
		const counts: number[] = [];
		const watching = store.issues.$.subscribe((list) =>
			counts.push(list.length),
		);
		const later = contested({ at: 9 });
		const sooner = contested({ at: 2, field: "description" });
		await envelop(place, { issues: [later, sooner] });
		await envelop({ replica, name: "orgs", id: "o" }, { issues: [later] });
		await envelop(place, { mark: "m2" });
		watching.unsubscribe();
		const ids = store.issues.list().map(({ id }) => id);
		expect(ids).toEqual([
			"projects/p/contested:update:description:1",
			"orgs/o/contested:update:name:1",
			"projects/p/contested:update:name:1",
		]);
		expect(counts).toEqual([0, 2, 3]);
		expect(store.issues.get(ids[0] ?? "")?.documentId).toBe("p");
		expect(store.issues.get("projects/p/none")).toBeUndefined();
		expect(await firstValueFrom(store.issues.$)).toHaveLength(3);
	});
});
