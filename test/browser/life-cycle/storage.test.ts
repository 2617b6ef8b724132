import { randomBytes } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import {
	describeInBrowser,
	describeInChromium,
	engine,
	PATIENCE_MS,
} from "../harness/chosen-engine.js";
import { hasty, isInSync, onEngine } from "../harness/look.js";
import { chosenStorage, openScene, type Scene } from "../harness/scene.js";
import { until } from "../harness/until.js";

let scene: Scene;
afterEach(() => scene?.close(), PATIENCE_MS);

describeInChromium("no room in Chromium", () => {
	it(
		"quota: [D1] [D2] what finds no room is refused by name, half of nothing is stored, and all goes on when there is room",
		async () => {
			scene = await openScene(engine);
			const { control } = scene.emulator;
			const page = await scene.openPage("bare");
			// Before anything is opened: of an open database Chromium asks only now and then how much room there is.
			await page.cdp?.limitRoom(1_500_000);
			await scene.openStore(page);
			await page.tell("inSync");
			await page.tell("close");
			await scene.openStore(page, { online: false });
			const full = await page.tell("createUntilRefused", {
				...{ org: "Beta", name: "kept", most: 300 },
			});
			expect(full.code).toBe("STORAGE_FAILED");
			expect(full.message).toContain("Free some space");
			const kept = full.acknowledged;
			expect(kept.length).toBeGreaterThan(0);
			const names = (org: string) => page.tell("projects", org);
			expect((await names("Beta")).sort()).toEqual([...kept].sort());
			await page.reload();
			await scene.openStore(page, { online: false });
			expect((await names("Beta")).sort()).toEqual([...kept].sort());
			expect(await page.tell("pending")).toHaveLength(kept.length);
			await page.cdp?.limitRoom();
			await page.tell("createProject", { org: "Beta", name: "later" });
			await page.tell("network", true);
			await page.tell("inSync");
			expect(onEngine(scene)).toEqual(["Ant", "Ape", ...kept, "later"].sort());
			expect(control.requests({ rpc: "CreateProject" })).toHaveLength(
				kept.length + 1,
			);
			console.log(`no room after ${kept.length} writes of 30 kB`);
		},
		PATIENCE_MS,
	);

	it(
		"quota-pull: [D1] what comes from the Engine and finds no room comes when there is some, and meanwhile the status says so",
		async () => {
			scene = await openScene(engine);
			const { control } = scene.emulator;
			const page = await scene.openPage("bare");
			await page.cdp?.limitRoom(1_000_000);
			await scene.openStore(page, { timing: hasty });
			await page.tell("inSync");
			const [org] = control.groundTruth().orgs;
			for (let n = 0; n < 100; n++)
				control.callAs("olivia@example.com", "CreateProject", {
					// Text that repeats itself would be compressed, and find room.
					name: `far ${n}`,
					description: randomBytes(16_000).toString("hex"),
					orgId: org?.id ?? "",
				});
			const asked = page.tell("syncNow");
			await until(
				"the status says that the store cannot be written",
				async () => {
					const { state } = await page.tell("status");
					return state === "store-failing" ? true : undefined;
				},
			);
			expect(await page.tell("projects", "Alpha")).toContain("Ant");
			await page.cdp?.limitRoom();
			await asked;
			await page.tell("inSync");
			expect(await page.tell("countProjects")).toBe(102);
		},
		PATIENCE_MS,
	);
});

describeInChromium("an eviction in Chromium", () => {
	it(
		"evicted: [D3] all databases go under an open store: it says so, and the next opening puts back what waited or reports the loss",
		async () => {
			scene = await openScene(engine);
			const page = await scene.openPage({ timing: hasty });
			await page.tell("inSync");
			await page.tell("network", false);
			await page.tell("renameOrg", { org: "Alpha", name: "Alpha 2" });
			await page.tell("createProject", { org: "Beta", name: "Bee" });
			await page.cdp?.evict();
			const late = { org: "Beta", name: "late" };
			await expect(page.tell("createProject", late)).rejects.toMatchObject({
				code: expect.stringMatching(/STORE_CLOSED|CORRUPT_DATA/),
			});
			expect(await page.tell("ended")).toBe("storage-lost");
			await scene.openStore(page, { timing: hasty });
			const { items = [], ...recovery } = (await page.tell("recovery")) ?? {};
			await page.tell("inSync");
			expect(await page.tell("projects", "Alpha")).toEqual(["Ant", "Ape"]);
			const [alpha] = await page.tell("orgs");
			const bees = onEngine(scene).filter((name) => name === "Bee");
			// An eviction takes a journal that lies in a database, too.
			if (items.length === 0)
				expect(recovery).toMatchObject({ journalLost: true });
			else expect([items.length, alpha, bees]).toEqual([2, "Alpha 2", ["Bee"]]);
		},
		PATIENCE_MS,
	);
});

describeInBrowser(`what other tabs do to the storage in ${engine}`, () => {
	it(
		"deleted: [D3] [P6] another tab deletes every database: nothing is acknowledged in vain, and what waited comes back",
		async () => {
			scene = await openScene(engine);
			const page = await scene.openPage({ timing: hasty });
			await page.tell("inSync");
			await page.tell("network", false);
			await page.tell("createProject", { org: "Beta", name: "Bee" });
			const other = await scene.openPage("bare");
			await other.tell("deleteDatabases");
			const late = { org: "Beta", name: "late" };
			await expect(page.tell("createProject", late)).rejects.toMatchObject({
				code: expect.stringMatching(/STORE_CLOSED|CORRUPT_DATA/),
			});
			expect(await page.tell("ended")).toBe("storage-lost");
			await scene.openStore(page, { timing: hasty });
			expect(await page.tell("recovery")).toMatchObject({
				items: [{ label: "Bee" }],
			});
			await page.tell("inSync");
			expect(onEngine(scene)).toEqual(["Ant", "Ape", "Bee"]);
			expect(await page.errors()).toEqual([]);
		},
		PATIENCE_MS,
	);

	it(
		"versionchange: [P9] another tab gives the databases a version of its own: the store lets go, says so, and opens again",
		async () => {
			scene = await openScene(engine);
			const page = await scene.openPage({ timing: hasty });
			await page.tell("inSync");
			await page.tell("network", false);
			await page.tell("createProject", { org: "Beta", name: "Bee" });
			const other = await scene.openPage("bare");
			expect(await other.tell("raiseVersions")).toBeGreaterThan(0);
			const late = { org: "Beta", name: "late" };
			await expect(page.tell("createProject", late)).rejects.toMatchObject({
				code: "STORE_CLOSED",
			});
			expect(await page.tell("ended")).toBe("storage-lost");
			await scene.openStore(page, { timing: hasty });
			expect(await page.tell("projects", "Beta")).toEqual(["Bee"]);
			await page.tell("createProject", { org: "Beta", name: "Wasp" });
			await page.tell("inSync");
			expect(onEngine(scene)).toEqual(["Ant", "Ape", "Bee", "Wasp"]);
			expect(await page.errors()).toEqual([]);
		},
		PATIENCE_MS,
	);

	it(
		"unanswered: [D7] an opening that another tab holds up is given up and says what to do; later it succeeds",
		async () => {
			scene = await openScene(engine);
			const page = await scene.openPage({ timing: hasty });
			await page.tell("inSync");
			await page.tell("createProject", { org: "Beta", name: "Bee" });
			await page.tell("inSync");
			await page.tell("close");
			const other = await scene.openPage("bare");
			await other.tell("holdUpgrades");
			const opening = scene.openStore(page, { openTimeoutMs: 3_000 });
			await expect(opening).rejects.toMatchObject({
				code: "STORAGE_FAILED",
				message: expect.stringContaining("Close other tabs"),
			});
			await other.tell("letUpgradesGo");
			await until("it opens", async () => {
				await scene.openStore(page, { timing: hasty });
				return true;
			});
			expect(await page.tell("projects", "Beta")).toEqual(["Bee"]);
			await isInSync(page);
		},
		PATIENCE_MS,
	);

	// An app that names a storage gets that one, or an error.
	it.skipIf(chosenStorage !== undefined)(
		"nothing-kept: [D5] where the page may keep nothing the store works in memory, and says so",
		async () => {
			scene = await openScene(engine);
			const page = await scene.openPage({}, "sandboxed");
			expect(await page.tell("durable")).toBe(false);
			expect(await page.tell("journal")).toBe("off");
			await page.tell("inSync");
			await page.tell("createProject", { org: "Beta", name: "Bee" });
			await page.tell("inSync");
			expect(onEngine(scene)).toEqual(["Ant", "Ape", "Bee"]);
			// Dexie asks WebKit for a list of databases, and lets the refusal go uncaught.
			const errors = await page.errors();
			expect(errors.filter((text) => !/^databases@/.test(text))).toEqual([]);
		},
		PATIENCE_MS,
	);
});
