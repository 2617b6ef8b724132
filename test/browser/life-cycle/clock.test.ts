import { afterEach, expect, it } from "vitest";
import {
	describeInBrowser,
	engine,
	PATIENCE_MS,
} from "../harness/chosen-engine.js";
import { isInSync, onEngine } from "../harness/look.js";
import { openScene, type Scene } from "../harness/scene.js";

let scene: Scene;
afterEach(() => scene?.close(), PATIENCE_MS);

const DAY_MS = 86_400_000;

describeInBrowser(`a clock in ${engine}`, () => {
	it(
		"clock: [C1] [C2] jumps forward and back: every edit arrives once and in order, and nobody is signed out",
		async () => {
			scene = await openScene(engine);
			const one = await scene.openPage();
			const two = await scene.openPage();
			await Promise.all([one, two].map(isInSync));
			await one.tell("moveClock", 30 * DAY_MS);
			await one.tell("renameOrg", { org: "Alpha", name: "Alpha 2" });
			await one.tell("createProject", { org: "Beta", name: "Bee" });
			await one.tell("inSync");
			await one.tell("moveClock", -60 * DAY_MS);
			await one.tell("renameOrg", { org: "Alpha 2", name: "Alpha 3" });
			await two.tell("createProject", { org: "Beta", name: "Wasp" });
			await Promise.all([one, two].map((page) => page.tell("inSync")));
			expect(onEngine(scene)).toEqual(["Ant", "Ape", "Bee", "Wasp"]);
			const { control } = scene.emulator;
			const { orgs } = control.groundTruth();
			expect(orgs.map(({ name }) => name)).toContain("Alpha 3");
			expect(control.requests({ rpc: "SignInWithEmail" })).toHaveLength(1);
			expect(control.requests({ rpc: "CreateProject" })).toHaveLength(2);
			for (const page of [one, two]) expect(await page.errors()).toEqual([]);
		},
		PATIENCE_MS,
	);
});
