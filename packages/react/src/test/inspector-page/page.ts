import { openStore, type Store, systemEnvironment } from "@engine-offline/core";
import {
	createReplicator,
	createSession,
	type Replicator,
	restEngine,
} from "@engine-offline/sync";
import { createFlightRecorder } from "@engine-offline/sync/flight-recorder";
import {
	defineInspector,
	type InspectorElement,
} from "../../inspector-element.js";

defineInspector();

/** With an Engine in the address, a device that works with it; else a page that only opens recordings. */
const given = new URLSearchParams(location.search);
const engineUrl = given.get("engine");
if (engineUrl !== null) await inspect(engineUrl);

async function inspect(baseUrl: string): Promise<void> {
	const recorder = createFlightRecorder();
	const environment = systemEnvironment();
	const engine = recorder.engine(restEngine({ baseUrl, environment }));
	const [email, password] = [
		given.get("email") ?? "",
		given.get("password") ?? "",
	];
	const credentials = { by: "password", email, password } as const;
	const session = createSession({
		auth: engine.auth,
		environment,
		credentials,
	});
	const store = await openStore({ engine: "page", account: email });
	const { observe } = recorder;
	const replicator = createReplicator(store, { engine, session, observe });
	recorder.follow(replicator, session);
	const element = document.querySelector<InspectorElement>("engine-inspector");
	if (element !== null) Object.assign(element, { store, replicator, recorder });
	await replicator.start();
	if (!given.has("idle")) await workOnce(store, replicator);
	document.documentElement.dataset.done = "";
}

/** Leaves an issue and a waiting change behind, for somebody who looks. */
async function workOnce(store: Store, replicator: Replicator): Promise<void> {
	await work(store);
	await replicator.syncNow();
	await replicator.stop();
	const [org] = await store.listUserOrgs();
	await org?.update({ description: "Written while nobody replicates." });
}

/** Things that the Engine takes, and one that it refuses. */
async function work(store: Store): Promise<void> {
	const org = await store.createOrg("Inspected org");
	await org.createProject("Inspected project");
	await org.addUser("nobody@example.com");
	store.watch({ list: "org-users", orgId: org.id });
}
