import { memoryStorage } from "../memory.js";
import { openStore } from "../store/open-store.js";

// In whatever language the process runs: what is stored must be found again in another one.
const store = await openStore({
	engine: "e",
	account: "a",
	storage: memoryStorage(),
});
const { orgs, projects, users, members } = store;
const hashes = await Promise.all(
	[orgs, projects, users, members].map(({ schema }) => schema.hash),
);
process.stdout.write(JSON.stringify({ name: orgs.database.name, hashes }));
await store.close();
