import { storageNamed } from "../../storages.js";
import { runProgram } from "../program.js";
import { openTalk } from "../talk.js";
import { tellFolds } from "./tell-folds.js";

const talk = await openTalk(new URL("/", location.href).href);
tellFolds(talk.folding);
await runProgram({
	talk,
	originIsNew: isCanaryMissing,
	openStorage: ({ storage, foldFromBytes }) =>
		storageNamed(storage, { foldFromBytes }),
});

/** A database of its own, made at the first start: it is gone only when the browser has destroyed all of the origin's. */
function isCanaryMissing(): Promise<boolean> {
	const request = indexedDB.open("canary", 1);
	let isNew = false;
	request.onupgradeneeded = () => {
		isNew = true;
	};
	return new Promise((resolve, reject) => {
		request.onsuccess = () => {
			request.result.close();
			resolve(isNew);
		};
		request.onerror = () => reject(request.error);
	});
}
