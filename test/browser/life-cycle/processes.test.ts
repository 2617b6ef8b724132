import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import {
	describeInBrowser,
	describeKeeping,
	engine,
	PATIENCE_MS,
} from "../harness/chosen-engine.js";
import { findSecrets } from "../harness/find-secrets.js";
import { hasty } from "../harness/look.js";
import { openScene, type Scene } from "../harness/scene.js";
import { until } from "../harness/until.js";

let scene: Scene;
afterEach(() => scene?.close(), PATIENCE_MS);

/** How often the browser is killed in the midst of a push. */
const KILLS = Number(process.env.BROWSER_KILLS ?? 5);

/** The names in the requests for a project whose answer went out whole. */
const soundCreates = ({ emulator }: Scene) =>
	emulator.control
		.requests({ rpc: "CreateProject" })
		.filter(
			({ status, misbehaviours }) =>
				status === 200 && misbehaviours.length === 0,
		)
		.map(({ body }) => body.name);

describeKeeping(`processes of ${engine}`, () => {
	it(
		`push-killed: [P2] [P3] [N2] killed ${KILLS} times in the midst of a push, with every other answer lost: each create exists once`,
		async () => {
			scene = await openScene(engine);
			const { control } = scene.emulator;
			const page = await scene.openPage({ timing: hasty });
			await page.tell("inSync");
			const wanted: string[] = [];
			let current = page;
			let struck = 0;
			for (let kill = 0; kill < KILLS; kill++) {
				control.misbehave({
					on: { rpc: "CreateProject" },
					share: 0.5,
					// Not `dropAfter`: on a connection that closes without a byte Chromium sends the POST again by itself.
					do: { kind: "truncate" },
				});
				for (const letter of ["a", "b", "c", "d"]) {
					const name = `project ${kill} ${letter}`;
					await current.tell("createProject", { org: "Beta", name });
					wanted.push(name);
				}
				await wait((kill % 6) * 25);
				await scene.browser.kill();
				const answered = new Set(soundCreates(scene));
				if (wanted.slice(-4).some((name) => !answered.has(name))) struck += 1;
				control.behave();
				await scene.startBrowser();
				current = await scene.openPage({ timing: hasty });
			}
			await current.tell("inSync");
			const made = control
				.groundTruth()
				.projects.map(({ name }) => name)
				.filter((name) => name.startsWith("project"));
			expect(made.sort()).toEqual(wanted.sort());
			expect(await current.tell("pending")).toEqual([]);
			// Else nothing was shown: each change had its answer before the kill.
			expect(struck).toBeGreaterThan(0);
			const requests = control.requests({ rpc: "CreateProject" }).length;
			const lost = requests - soundCreates(scene).length;
			console.log(
				`${KILLS} kills in ${engine}, ${struck} before every create had its answer: ${made.length} creates, each once; ${requests} requests, ${lost} answers lost`,
			);
		},
		PATIENCE_MS * 4,
	);

	it(
		"canary: [X1] [X2] [X3] [X14] after a whole scenario no secret is in the profile, in any form",
		async () => {
			scene = await openScene(engine);
			const secrets = ["k9Vx2wJ4mQz7TtBhR", "fP3sD8yLc6NgW1uXe"];
			const page = await scene.openPage();
			await page.tell("inSync");
			await page.tell("createProject", { org: "Beta", name: "Xw4vKq9zJh2y" });
			await page.tell("network", false);
			await page.tell("createUser", {
				org: "Alpha",
				email: "nia@example.com",
				password: "fP3sD8yLc6NgW1uXe",
			});
			await wait(500);
			const whileOffline = await findSecrets(scene.profile, secrets);
			await page.tell("network", true);
			await page.tell("inSync");
			const { bearers, refreshTokens } = scene.emulator.machine.state();
			const tokens = [...bearers.keys(), ...refreshTokens.keys()];
			expect(tokens.length).toBeGreaterThan(1);
			await page.close();
			await scene.browser.kill();
			const all = [...secrets, ...tokens];
			const after = await findSecrets(scene.profile, all);
			const known = await findSecrets(scene.profile, ["Xw4vKq9zJh2y"]);
			await scene.startBrowser();
			expect([...whileOffline, ...after]).toEqual([]);
			// What is looked for in vain would be found: the name of a project is.
			expect(known.length).toBeGreaterThan(0);
		},
		PATIENCE_MS,
	);
});

describeInBrowser(`starting without a network in ${engine}`, () => {
	it(
		"offline-start: [P5] the page starts from its service worker and the store from this device",
		async () => {
			scene = await openScene(engine);
			const page = await scene.openPage();
			await page.tell("inSync");
			await page.tell("keepPage");
			// Once more under the worker, so that it has seen every file.
			await page.goTo(scene.served.url);
			await scene.openStore(page);
			await page.tell("createProject", { org: "Beta", name: "Bee" });
			await page.tell("inSync");
			await scene.served.pause();
			// Only Chromium can be told to; the others stop a worker when they like.
			await page.cdp?.stopWorkers();
			// A reload would pass the worker by in Firefox, as one with the shift key does.
			await page.goTo(scene.served.url);
			await scene.openStore(page, { online: false });
			expect(await page.tell("projects", "Beta")).toEqual(["Bee"]);
			await page.tell("createProject", { org: "Beta", name: "Wasp" });
			await scene.served.resume();
			await page.tell("network", true);
			await page.tell("inSync");
			await until("the Engine has it", async () => {
				const { projects } = scene.emulator.control.groundTruth();
				return projects.find(({ name }) => name === "Wasp");
			});
			expect(await page.errors()).toEqual([]);
		},
		PATIENCE_MS,
	);
});
