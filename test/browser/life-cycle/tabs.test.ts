import { afterEach, expect, it } from "vitest";
import {
	describeInBrowser,
	engine,
	PATIENCE_MS,
} from "../harness/chosen-engine.js";
import { openScene, type Page, type Scene } from "../harness/scene.js";
import { until } from "../harness/until.js";

let scene: Scene;
afterEach(() => scene?.close(), PATIENCE_MS);

const namesOf = (projects: readonly { readonly name: string }[]) =>
	projects.map(({ name }) => name).sort();

const isInSync = (page: Page) =>
	until("the page is in sync", async () => {
		const { state } = await page.tell("status");
		return state === "in-sync" ? true : undefined;
	});

describeInBrowser(`tabs in ${engine}`, () => {
	it(
		"offline-reload: [P1] what was edited offline is there after a reload, and goes out with the network",
		async () => {
			scene = await openScene(engine);
			const page = await scene.openPage();
			await page.tell("inSync");
			await page.tell("network", false);
			await page.tell("renameOrg", { org: "Alpha", name: "Alpha 2" });
			await page.tell("createProject", { org: "Beta", name: "Bee" });
			await page.reload();
			await scene.openStore(page, { online: false });
			expect(await page.tell("orgs")).toEqual(["Alpha 2", "Beta"]);
			expect(await page.tell("projects", "Beta")).toEqual(["Bee"]);
			expect(await page.tell("pending")).toHaveLength(2);
			await page.tell("network", true);
			await page.tell("inSync");
			const { orgs, projects } = scene.emulator.control.groundTruth();
			expect(namesOf(orgs)).toEqual(["Alpha 2", "Beta"]);
			expect(namesOf(projects)).toEqual(["Ant", "Ape", "Bee"]);
			expect(await page.errors()).toEqual([]);
		},
		PATIENCE_MS,
	);

	it.each([2, 5])(
		"many-writers: [P7] %i tabs that write at once: each project exists once, and all show it",
		async (tabs) => {
			scene = await openScene(engine);
			const pages: Page[] = [];
			for (let n = 0; n < tabs; n++) pages.push(await scene.openPage());
			await Promise.all(pages.map(isInSync));
			const count = 10;
			await Promise.all(
				pages.map((page, n) =>
					page.tell("createMany", { org: "Beta", name: `tab ${n} p`, count }),
				),
			);
			await Promise.all(pages.map((page) => page.tell("inSync")));
			const made = namesOf(scene.emulator.control.groundTruth().projects);
			expect(made).toHaveLength(2 + count * tabs);
			expect(new Set(made).size).toBe(made.length);
			for (const page of pages) {
				await until("the page shows every project", async () => {
					const shown = await page.tell("projects", "Beta");
					return shown.length === count * tabs ? true : undefined;
				});
				expect(await page.errors()).toEqual([]);
			}
			const signIns = scene.emulator.control.requests({
				rpc: "SignInWithEmail",
			});
			expect(signIns).toHaveLength(1);
		},
		PATIENCE_MS,
	);

	it(
		"lost-word: [P8] what another tab wrote is shown within two seconds, though no word of it came",
		async () => {
			scene = await openScene(engine);
			const one = await scene.openPage();
			const two = await scene.openPage();
			await Promise.all([one, two].map(isInSync));
			expect(await two.tell("orgs")).toEqual(["Alpha", "Beta"]);
			await one.tell("speak", false);
			await one.tell("renameOrg", { org: "Alpha", name: "Alpha 2" });
			const began = performance.now();
			await until("the other tab shows it", async () =>
				(await two.tell("orgs")).includes("Alpha 2") ? true : undefined,
			);
			console.log(
				`healed after ${Math.round(performance.now() - began)} ms in ${engine}`,
			);
			expect(await two.errors()).toEqual([]);
		},
		PATIENCE_MS,
	);

	it(
		"leader-closed: [P2] another tab leads when the leader is closed",
		async () => {
			scene = await openScene(engine);
			const one = await scene.openPage();
			await isInSync(one);
			const two = await scene.openPage();
			await isInSync(two);
			expect((await two.tell("traffic")).requests).toBe(0);
			const began = Date.now();
			await one.close();
			const at = await until("the other tab asks the Engine", async () => {
				const { requests, lastRequestAt } = await two.tell("traffic");
				return requests > 0 ? lastRequestAt : undefined;
			});
			console.log(`took over ${at - began} ms after the close in ${engine}`);
			await two.tell("createProject", { org: "Beta", name: "Bee" });
			await two.tell("inSync");
			const made = namesOf(scene.emulator.control.groundTruth().projects);
			expect(made).toEqual(["Ant", "Ape", "Bee"]);
			const signIns = scene.emulator.control.requests({
				rpc: "SignInWithEmail",
			});
			expect(signIns).toHaveLength(1);
			expect(await two.errors()).toEqual([]);
		},
		PATIENCE_MS,
	);

	it(
		"one-refresh: [X19] [N13] a token that ends while two tabs push is refreshed once",
		async () => {
			scene = await openScene(engine);
			const one = await scene.openPage();
			const two = await scene.openPage();
			await Promise.all([one, two].map(isInSync));
			scene.emulator.control.expireTokens({ account: "olivia@example.com" });
			const email = "nia@example.com";
			const password = "fP3sD8yLc6NgW1uXe";
			await Promise.all([
				one.tell("renameOrg", { org: "Beta", name: "Beta 2" }),
				two.tell("createUser", { org: "Alpha", email, password }),
			]);
			await Promise.all([one, two].map((page) => page.tell("inSync")));
			const { control } = scene.emulator;
			expect(control.requests({ rpc: "RefreshToken" })).toHaveLength(1);
			expect(control.requests({ rpc: "SignInWithEmail" })).toHaveLength(1);
			expect(control.requests({ rpc: "CreateUser" })).toHaveLength(1);
			expect(control.account(email)).toBeDefined();
			expect(namesOf(control.groundTruth().orgs)).toContain("Beta 2");
		},
		PATIENCE_MS,
	);
});
