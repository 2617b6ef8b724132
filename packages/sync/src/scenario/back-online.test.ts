import { expect, it } from "vitest";
import { openScene } from "./fault-world.js";

const SPEED = 20;

/** Time that goes twenty times as fast, and a network that can be taken away without anybody being told. */
function createFastWorld() {
	let isUp = true;
	let failed = 0;
	let tell = () => {};
	const fail = () => {
		failed += 1;
		tell();
		return Promise.reject(new TypeError("There is no network."));
	};
	return {
		/** Resolves when so many requests have failed since. */
		cutUntil: (failures: number) => {
			isUp = false;
			return new Promise<void>((resolve) => {
				tell = () => {
					if (failed === failures) resolve();
				};
			});
		},
		mend: () => {
			isUp = true;
		},
		environment: {
			monotonic: () => performance.now() * SPEED,
			setTimer: (run: () => void, ms: number) => {
				const timer = setTimeout(run, ms / SPEED);
				return () => clearTimeout(timer);
			},
			fetch: (...request: Parameters<typeof fetch>) =>
				isUp ? fetch(...request) : fail(),
		},
	};
}

it("[N1] what waited offline goes out by itself when the network is back, though no list is due", async () => {
	const world = createFastWorld();
	const { emulator, alpha } = await openScene({
		environment: world.environment,
		timing: { deadlineMs: 20_000, screenAgeMs: 1e9, backgroundAgeMs: 1e9 },
	});
	const offline = world.cutUntil(6);
	const renamed = await alpha.update({ name: "Alpha 2" });
	const [ant] = await alpha.listProjects();
	const described = await ant?.update({ description: "tiny" });
	await offline;
	world.mend();
	await Promise.all([renamed.settled(), described?.settled()]);
	const { orgs, projects } = emulator.control.groundTruth();
	expect(orgs.map(({ name }) => name)).toContain("Alpha 2");
	expect(projects.map((project) => project.description)).toContain("tiny");
});
