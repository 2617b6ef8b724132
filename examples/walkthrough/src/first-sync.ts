import type { Device } from "./device.js";
import { createProgress, say } from "./say.js";

/** Brings everything home that this account may see, and says how far it is. */
export async function firstSync({ store, replicator }: Device): Promise<void> {
	const began = performance.now();
	const progress = createProgress("First sync, lists");
	const subscription = replicator.status$.subscribe((status) => {
		if (status.state === "first-sync" && status.lists > 2)
			progress(status.listed, status.lists);
	});
	await replicator.start();
	await replicator.whenInSync();
	subscription.unsubscribe();
	const seconds = ((performance.now() - began) / 1000).toFixed(1);
	const orgs = (await store.listUserOrgs()).length;
	const projects = await store.projects.count().exec();
	const users = await store.users.count().exec();
	say(
		`The store holds ${orgs} orgs, ${projects} projects and ${users} people after ${seconds} s.`,
	);
}
