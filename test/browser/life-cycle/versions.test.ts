import { afterEach, expect, it } from "vitest";
import {
	describeInBrowser,
	describeKeeping,
	engine,
	PATIENCE_MS,
} from "../harness/chosen-engine.js";
import { hasty, isInSync, onEngine } from "../harness/look.js";
import { openScene, type Scene } from "../harness/scene.js";
import { until } from "../harness/until.js";

let scene: Scene;
afterEach(() => scene?.close(), PATIENCE_MS);

describeInBrowser(`versions of the app in ${engine}`, () => {
	it(
		"newer-app: [P9] [P11] an older tab closes and says why, a newer one goes on with what waited, and an older one refuses from then on",
		async () => {
			scene = await openScene(engine);
			const older = await scene.openPage({ timing: hasty });
			await older.tell("inSync");
			await older.tell("network", false);
			await older.tell("createProject", { org: "Beta", name: "Bee" });
			const newer = await scene.openPage({ timing: hasty }, "newer");
			expect(await older.tell("ended")).toBe("newer-version");
			expect(await newer.tell("broughtOver")).toBeGreaterThanOrEqual(6);
			expect(await newer.tell("projects", "Beta")).toEqual(["Bee"]);
			await isInSync(newer);
			expect(onEngine(scene)).toEqual(["Ant", "Ape", "Bee"]);
			await expect(scene.openStore(older)).rejects.toMatchObject({
				code: "NEWER_DATA",
			});
			expect(await newer.tell("projects", "Beta")).toEqual(["Bee"]);
			expect(await older.errors()).toEqual([]);
			expect(await newer.errors()).toEqual([]);
		},
		PATIENCE_MS,
	);
});

const PROJECTS = 2_000;

describeKeeping(`bringing documents over in ${engine}`, () => {
	it.each([1, 400, 900, 1_500, PROJECTS])(
		"migration-killed: [P10] killed when %i documents were brought over: the next opening finishes, and what waited goes out once",
		async (documents) => {
			scene = await openScene(engine, { projects: PROJECTS });
			const older = await scene.openPage({ timing: hasty });
			await older.tell("inSync");
			await older.tell("network", false);
			await older.tell("renameOrg", { org: "Alpha", name: "Alpha 2" });
			await older.tell("createProject", { org: "Beta", name: "Bee" });
			await older.close();
			const newer = await scene.openPage("bare", "newer");
			const opening = scene.openStore(newer, { online: false, timing: hasty });
			// The browser that would answer is killed.
			opening.catch(() => undefined);
			const reached = await until("documents are brought over", async () => {
				const count = await newer.tell("broughtOver");
				return count >= documents ? count : undefined;
			});
			await scene.browser.kill();
			await scene.startBrowser();
			const old = scene.openPage({ online: false, timing: hasty });
			const refused = await old.then(
				() => "not begun",
				(error) => Object(error).code,
			);
			expect(refused).toBe("NEWER_DATA");
			const next = await scene.openPage(
				{ online: false, timing: hasty },
				"newer",
			);
			const again = await next.tell("broughtOver");
			console.log(
				`killed when ${reached} documents were brought over in ${engine}; the next opening brought ${again}`,
			);
			expect(await next.tell("countProjects")).toBe(PROJECTS + 3);
			expect(await next.tell("pending")).toHaveLength(2);
			await next.tell("network", true);
			await next.tell("inSync");
			expect(onEngine(scene).filter((name) => name === "Bee")).toEqual(["Bee"]);
			const { orgs } = scene.emulator.control.groundTruth();
			expect(orgs.map(({ name }) => name)).toContain("Alpha 2");
			expect(await next.errors()).toEqual([]);
		},
		PATIENCE_MS,
	);
});
