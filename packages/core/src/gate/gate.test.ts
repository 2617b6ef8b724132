import { afterEach, describe, expect, it } from "vitest";
import { engineErrorOf } from "../errors.js";
import { memoryStorage } from "../memory.js";
import { type Kernel, openKernel } from "../store/kernel.js";

const open: Kernel[] = [];
afterEach(async () => {
	for (const kernel of open.splice(0)) await kernel.close();
});

let count = 0;
async function kernel(): Promise<Kernel> {
	const opened = await openKernel({
		engine: "test",
		account: `gate-${++count}`,
		storage: memoryStorage(),
	});
	open.push(opened);
	return opened;
}

const org = {
	name: "One",
	description: "",
	logoUrl: "",
	subscriptionId: "",
	reach: "listed",
};

describe("gate", () => {
	it("[GA1] an inserted document waits as a create", async () => {
		const { database } = await kernel();
		const doc = await database.orgs.insert({ id: "o1", ...org } as never);
		expect(doc.envelope).toMatchObject({
			state: "pending",
			made: 1,
			settled: 0,
			open: 1,
		});
		const stored = await database.orgs.findOne("o1").exec(true);
		expect(stored.envelope.state).toBe("pending");
	});
	it("[GA2] a write that is not valid rejects with what is wrong, and stores nothing", async () => {
		const { database } = await kernel();
		const failure = await database.orgs
			.insert({ id: "o1", ...org, name: " " } as never)
			.catch((error: unknown) => engineErrorOf(error));
		expect(failure).toMatchObject({ code: "INVALID_FIELD" });
		expect(await database.orgs.find().exec()).toEqual([]);
	});
	it("[GA3] deleting an org hides its projects before the delete resolves", async () => {
		const { database, replica } = await kernel();
		const doc = await database.orgs.insert({ id: "o1", ...org } as never);
		await database.projects.insert({
			id: "p1",
			orgId: "o1",
			name: "P",
			description: "",
		} as never);
		await doc.getLatest().incrementalPatch({ name: "Two" });
		expect(replica.listOpen("projects").map((d) => d.id)).toEqual(["p1"]);
		await doc.getLatest().remove();
		expect(await database.projects.find().exec()).toEqual([]);
		expect(replica.listOpen("orgs")).toEqual([]);
		expect(
			(await replica.read("projects", "p1"))?.envelope.exceptions[0]?.kind,
		).toBe("cancelled");
	});
});
