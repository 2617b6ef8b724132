import { engineErrorOf } from "../errors.js";
import type { Store } from "../store/store.js";
import { listedOrg, show } from "./engine-part.js";
import { openTestStore } from "./open-test-store.js";

/** What a call was refused with. */
export async function codeOf(
	write: Promise<unknown>,
): Promise<string | undefined> {
	const error: unknown = await write.then(
		() => "no error",
		(failure: unknown) => failure,
	);
	return engineErrorOf(error)?.code;
}

export const org = (store: Store) => store.orgs.findOne("o").exec(true);

/** A store in which the Engine has shown the org "o", called Ada. */
export async function withOrg() {
	const { store, replica } = await openTestStore();
	await show(replica, "orgs", { ...listedOrg, id: "o" });
	const place = { replica, name: "orgs", id: "o" } as const;
	return { store, replica, place };
}
