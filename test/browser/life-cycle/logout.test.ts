import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import {
	describeInBrowser,
	describeKeeping,
	engine,
	PATIENCE_MS,
} from "../harness/chosen-engine.js";
import { hasty, isInSync, nothing, onEngine } from "../harness/look.js";
import { openScene, type Scene } from "../harness/scene.js";

let scene: Scene;
afterEach(() => scene?.close(), PATIENCE_MS);

describeInBrowser(`signing out in ${engine}`, () => {
	it(
		"logout: [X9] in one of two tabs: it says what would be lost, then both stop and nothing of the account remains",
		async () => {
			scene = await openScene(engine);
			const one = await scene.openPage({ timing: hasty });
			const two = await scene.openPage({ timing: hasty });
			await Promise.all([one, two].map(isInSync));
			for (const page of [one, two]) await page.tell("network", false);
			await two.tell("createProject", { org: "Beta", name: "Bee" });
			const asked = await one.tell("logout", { discard: false });
			expect(asked).toEqual({ kind: "unsynced", items: 1 });
			await two.tell("createProject", { org: "Beta", name: "Wasp" });
			const answer = await one.tell("logout", { discard: true });
			expect(answer).toEqual({ kind: "wiped", remains: [] });
			expect(await two.tell("ended")).toBe("wiped");
			const late = { org: "Beta", name: "late" };
			await expect(two.tell("createProject", late)).rejects.toMatchObject({
				code: "STORE_CLOSED",
			});
			expect(await two.tell("remains")).toEqual(nothing);
			for (const page of [one, two]) await page.tell("network", true);
			// Whoever signs in next begins with what the Engine has.
			await scene.openStore(two, { timing: hasty });
			await two.tell("inSync");
			expect(await two.tell("projects", "Beta")).toEqual([]);
			expect(onEngine(scene)).toEqual(["Ant", "Ape"]);
			expect(await two.errors()).toEqual([]);
		},
		PATIENCE_MS,
	);

	it(
		"two-accounts: [X8] the logout of one account leaves the other's store and what waits in it alone",
		async () => {
			scene = await openScene(engine);
			const one = await scene.openPage({ timing: hasty });
			const two = await scene.openPage({
				account: "another key",
				timing: hasty,
			});
			await Promise.all([one, two].map(isInSync));
			await two.tell("network", false);
			await two.tell("createProject", { org: "Beta", name: "Bee" });
			expect(await one.tell("projects", "Beta")).toEqual([]);
			const answer = await one.tell("logout", { discard: true });
			expect(answer).toEqual({ kind: "wiped", remains: [] });
			await two.reload();
			await scene.openStore(two, { account: "another key", timing: hasty });
			expect(await two.tell("projects", "Beta")).toEqual(["Bee"]);
			await two.tell("inSync");
			expect(onEngine(scene)).toEqual(["Ant", "Ape", "Bee"]);
			expect(await two.errors()).toEqual([]);
		},
		PATIENCE_MS,
	);
});

describeKeeping(`a wipe that is killed in ${engine}`, () => {
	it.each([0, 15, 40, 90])(
		"wipe-killed: [X9] killed %i ms after a wipe began, it is undone or finished, and never half of it",
		async (ms) => {
			scene = await openScene(engine);
			const page = await scene.openPage({ timing: hasty });
			await page.tell("inSync");
			await page.tell("network", false);
			await page.tell("createProject", { org: "Beta", name: "Bee" });
			page.tell("logout", { discard: true }).catch(() => {
				// The browser that would answer is killed.
			});
			await wait(ms);
			await scene.browser.kill();
			await scene.startBrowser();
			const next = await scene.openPage({ online: false, timing: hasty });
			const kept = await next.tell("orgs");
			console.log(
				`a wipe killed after ${ms} ms was ${kept.length === 0 ? "finished" : "not begun"}`,
			);
			const projects =
				kept.length === 0 ? [] : await next.tell("projects", "Beta");
			expect([kept, projects]).toEqual(
				kept.length === 0 ? [[], []] : [["Alpha", "Beta"], ["Bee"]],
			);
			expect(await next.tell("recovery")).toBeNull();
			await next.tell("logout", { discard: true });
			expect(await next.tell("remains")).toEqual(nothing);
		},
		PATIENCE_MS,
	);
});
