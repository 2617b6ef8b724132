import { openStore, systemEnvironment } from "@engine-offline/core";
import { memoryJournal } from "@engine-offline/core/memory";
import { developmentPassword, type Emulator } from "@engine-offline/emulator";
import { afterEach, expect, it } from "vitest";
import { createReplicator } from "../replicator/replicator.js";
import { restEngine } from "../rest/rest-engine.js";
import { createSession } from "../session/create-session.js";
import { type DamagePlace, damagePlaces } from "./damage.js";
import { engineNames } from "./fault-world.js";
import { quickTiming, startEmulator } from "./world.js";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** A device whose storage may be damaged between two runs, while its journal stays. */
function device(emulator: Emulator, place: DamagePlace) {
	const environment = { ...systemEnvironment(), random: () => 0.01 };
	const journal = memoryJournal();
	let close = async () => {};
	const boot = async () => {
		const store = await openStore({
			...{ engine: emulator.url, account: "damaged", journal },
			storage: place.storage(),
		});
		const engine = restEngine({ baseUrl: emulator.url, environment });
		const email = emulator.accounts[0]?.email ?? "";
		const session = createSession({
			...{ auth: engine.auth, environment },
			credentials: { by: "password", email, password: developmentPassword },
		});
		const options = { engine, session, timing: quickTiming };
		const replicator = createReplicator(store, options);
		close = async () => {
			close = async () => {};
			await replicator.close();
			await session.close();
			await engine.close();
			await store.close();
		};
		return { store, replicator };
	};
	closing.push(() => close());
	return { boot, close: () => close() };
}

it.each(damagePlaces)(
	"[SF8] [D8] what a damaged record held is pulled again, and what waited in one goes out once (%s)",
	async (_, makePlace) => {
		const emulator = await startEmulator();
		const place = await makePlace();
		const { boot, close } = device(emulator, place);
		const { store, replicator } = await boot();
		await replicator.start();
		await replicator.whenInSync();
		await replicator.stop();
		const named = (name: string) => async (given: typeof store) =>
			(await given.listUserOrgs()).find((org) => org.name === name);
		const alpha = await named("Alpha")(store);
		await alpha?.createProject("Bee");
		await alpha?.update({ description: "mine" });
		await close();
		expect(await place.damage("Ant"), "what was pulled").toBeGreaterThan(0);
		expect(await place.damage("Bee"), "what waits").toBeGreaterThan(0);
		const again = await boot();
		expect(again.store.recovery?.items).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ label: "Bee", outcome: "restored" }),
				expect.objectContaining({ collection: "", outcome: "set-aside" }),
			]),
		);
		expect((await again.store.pending()).map(({ label }) => label)).toEqual(
			expect.arrayContaining(["Bee", "Alpha"]),
		);
		await again.replicator.start();
		await again.replicator.whenInSync();
		expect(engineNames(emulator).projects.sort()).toEqual([
			"Ant",
			"Ape",
			"Bee",
		]);
		const shown = await (await named("Alpha")(again.store))?.listProjects();
		expect(shown?.map(({ name }) => name)).toEqual(["Ant", "Ape", "Bee"]);
		expect(
			emulator.control.groundTruth().orgs.map((org) => org.description),
		).toContain("mine");
	},
);
