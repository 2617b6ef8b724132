import { openStore } from "@engine-offline/core";
import { fileStorage } from "@engine-offline/core/node";
import { createReplicator } from "@engine-offline/sync";
import { connectEngine } from "@engine-offline/sync/node";

// Where the Engine is and who signs in: AIA_ENGINE_API_TARGET, AIA_ENGINE_API_EMAIL and AIA_ENGINE_API_PASSWORD.
const connection = await connectEngine();
const store = await openStore({
	engine: "my-engine",
	account: "me",
	storage: fileStorage({ directory: process.env.STORE ?? "my-store" }),
});
const replicator = createReplicator(store, connection);

const status = await replicator.syncNow();
console.log(`First sync: ${status.state}.`);

const [org] = await store.listUserOrgs();
if (org === undefined) throw new Error("This account has no org yet.");
org.projects$.subscribe((projects) =>
	console.log(`Projects: ${projects.map(({ name }) => name).join(", ")}.`),
);

await replicator.stop(); // As if there were no network: everything below is local.
const project = await org.createProject("Churn");
const change = await project.update({ name: "Churn forecast" });
console.log(`"${project.name}" is ${project.state.state}.`);

await replicator.start(); // The network is back.
const outcome = await change.settled();
console.log(`"${project.name}" is ${outcome.kind} as ${project.remoteId}.`);

await replicator.close();
await store.close();
await connection.close();
