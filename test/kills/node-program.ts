import { fileStorage } from "@engine-offline/core/node";
import { runProgram } from "./program.js";
import { openTalk } from "./talk.js";

const [directory = "", url = ""] = process.argv.slice(2);

await runProgram({
	talk: await openTalk(url),
	originIsNew: async () => false,
	openStorage: ({ foldFromBytes }) => fileStorage({ directory, foldFromBytes }),
});
