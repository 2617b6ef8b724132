import { expect, it } from "vitest";
import { createRemoteIndex } from "./remote-index.js";

it("[S4] names two documents that stand for one thing, and the one that is left", () => {
	const index = createRemoteIndex();
	index.move("made-here", "", "remote");
	index.move("born", "", "remote");
	expect(index.twins()).toEqual([["made-here", "born"]]);
	index.move("born", "remote", "");
	expect(index.twins()).toEqual([]);
	expect(index.idOf("remote")).toBe("made-here");
});

it("[S4] knows the same whichever of the two goes", () => {
	const index = createRemoteIndex();
	index.move("born", "", "remote");
	index.move("made-here", "", "remote");
	index.move("born", "remote", "");
	index.move("made-here", "remote", "remote");
	expect(index.twins()).toEqual([]);
	expect(index.idOf("remote")).toBe("made-here");
	index.move("made-here", "remote", "");
	expect(index.idOf("remote")).toBeUndefined();
});
