import { existsSync, watch } from "node:fs";
import { join } from "node:path";
import { fileStorage } from "@engine-offline/core/node";
import { runProgram } from "./program.js";
import { openTalk } from "./talk.js";

const [directory = "", url = ""] = process.argv.slice(2);

const talk = await openTalk(url);
// A fold writes a second log beside the first, and gives it the name of that.
watch(directory, { recursive: true }, (_event, name) => {
	if (name?.endsWith(".new")) talk.folding(existsSync(join(directory, name)));
}).unref();
await runProgram({
	talk,
	originIsNew: async () => false,
	openStorage: ({ foldFromBytes }) => fileStorage({ directory, foldFromBytes }),
});
