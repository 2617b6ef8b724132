import { addRxPlugin } from "rxdb";
import { disableWarnings, RxDBDevModePlugin } from "rxdb/plugins/dev-mode";
import { wrappedValidateAjvStorage } from "rxdb/plugins/validate-ajv";
import { beforeAll, expect, it } from "vitest";
import { openTestStore } from "../test/open-test-store.js";
import { storages } from "../test/storages.js";

/** Only here: dev-mode checks schemas and freezes what it hands out, at a price. */
beforeAll(() => {
	disableWarnings();
	addRxPlugin(RxDBDevModePlugin);
});

it.each(storages)(
	"[MO9] RxDB's dev-mode accepts the schemas and all that is stored, on %s",
	async (_name, storage) => {
		const plain = storage();
		const rxStorage = wrappedValidateAjvStorage({ storage: plain.rxStorage });
		const { store } = await openTestStore({ storage: { ...plain, rxStorage } });
		const org = await store.createOrg("Ada");
		await org.update({ name: "Ada 2", description: "d" });
		const project = await org.createProject("P");
		await project.update({ name: "P 2" });
		await org.addUser("a@example.com");
		const change = await org.delete();
		await expect(change.revert()).rejects.toMatchObject({
			code: "NOTHING_TO_REVERT",
		});
		expect(await store.pending()).toEqual([]);
	},
);
