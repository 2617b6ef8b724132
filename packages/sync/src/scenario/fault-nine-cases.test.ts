import type { Outcome } from "@engine-offline/core";
import { describe, expect, it } from "vitest";
import {
	engineOrg,
	openScene,
	orgNamed,
	type Scene,
	writes,
} from "./fault-world.js";

/** What became of the update whose answer is lost. */
const fates = ["never committed", "committed", "committed, then changed"];
/** What the user did while nobody knew. */
const edits = ["no edit since", "edited back", "edited on"];

interface Right {
	/** On both sides, at the end. */
	readonly name: string;
	readonly outcomes: readonly Outcome["kind"][];
	/** Base, mine and theirs of the contested issue. */
	readonly contested?: readonly [string, string, string];
	/** How many updates were sent in all. */
	readonly sent: number;
}

/** Base is "Alpha", sent is "Mine", edited on is "Mine 2", and somebody else writes "Theirs". */
const right: Record<string, Record<string, Right>> = {
	"never committed": {
		"no edit since": { name: "Mine", outcomes: ["accepted"], sent: 2 },
		"edited back": {
			name: "Alpha",
			outcomes: ["superseded", "cancelled"],
			sent: 1,
		},
		"edited on": {
			name: "Mine 2",
			outcomes: ["superseded", "accepted"],
			sent: 2,
		},
	},
	committed: {
		"no edit since": { name: "Mine", outcomes: ["accepted"], sent: 1 },
		"edited back": {
			name: "Alpha",
			outcomes: ["accepted", "accepted"],
			sent: 2,
		},
		"edited on": {
			name: "Mine 2",
			outcomes: ["accepted", "accepted"],
			sent: 2,
		},
	},
	"committed, then changed": {
		"no edit since": {
			name: "Mine",
			outcomes: ["merged"],
			contested: ["Alpha", "Mine", "Theirs"],
			sent: 2,
		},
		"edited back": {
			name: "Theirs",
			outcomes: ["superseded", "cancelled"],
			sent: 1,
		},
		"edited on": {
			name: "Mine 2",
			outcomes: ["superseded", "merged"],
			contested: ["Alpha", "Mine 2", "Theirs"],
			sent: 2,
		},
	},
};

const secondName: Record<string, string> = {
	"edited back": "Alpha",
	"edited on": "Mine 2",
};

/** Loses the answer of a rename, and lets what happens meanwhile happen before the Engine is asked about it. */
async function loseRename({ emulator, alpha }: Scene, fate: string) {
	const { control } = emulator;
	const kind = fate === "never committed" ? "dropBefore" : "dropAfter";
	control.misbehave({ on: { rpc: "UpdateOrg" }, do: { kind } });
	const sending = control.hold({ rpc: "UpdateOrg" });
	const first = await alpha.update({ name: "Mine" });
	await sending.caught();
	const asking = control.hold({ rpc: "GetOrg" });
	sending.end();
	await asking.caught();
	return { first, asking };
}

describe.each(fates)("an update whose answer is lost: %s", (fate) => {
	it.each(edits)("[N2] %s", async (edit) => {
		const scene = await openScene();
		const { emulator, device, alpha } = scene;
		const { first, asking } = await loseRename(scene, fate);
		const name = secondName[edit];
		const changes =
			name === undefined ? [first] : [first, await alpha.update({ name })];
		if (fate === "committed, then changed")
			emulator.control.callAs("olivia@example.com", "UpdateOrg", {
				id: alpha.remoteId,
				name: "Theirs",
				description: "first",
			});
		asking.end();
		const outcomes = [];
		for (const change of changes) outcomes.push((await change.settled()).kind);
		const status = await device.replicator.syncNow();
		const expected = right[fate]?.[edit];
		expect({ status: status.state, outcomes }).toEqual({
			status: "in-sync",
			outcomes: expected?.outcomes,
		});
		expect(alpha.name).toBe(expected?.name);
		expect(engineOrg(emulator, alpha.remoteId).name).toBe(expected?.name);
		expect(writes(emulator)).toHaveLength(expected?.sent ?? 0);
		const contested = device.store.issues
			.list()
			.map(({ kind, base, mine, theirs }) => [
				kind,
				base?.name,
				mine?.name,
				theirs?.name,
			]);
		expect(contested).toEqual(
			expected?.contested ? [["contested", ...expected.contested]] : [],
		);
	});
});

it("[N2] somebody else's change of another field stays, whichever way the lost update went", async () => {
	for (const fate of fates.slice(0, 2)) {
		const scene = await openScene();
		const { emulator, device } = scene;
		const { first, asking } = await loseRename(scene, fate);
		const now = engineOrg(emulator, scene.alpha.remoteId);
		emulator.control.callAs("olivia@example.com", "UpdateOrg", {
			id: scene.alpha.remoteId,
			name: now.name,
			description: "theirs",
		});
		asking.end();
		expect(await first.settled()).toEqual({ kind: "accepted" });
		await device.replicator.syncNow();
		const { description } = await orgNamed(device, "Mine");
		expect(description).toBe("theirs");
		expect(engineOrg(emulator, scene.alpha.remoteId)).toMatchObject({
			name: "Mine",
			description: "theirs",
		});
		expect(device.store.issues.list()).toEqual([]);
	}
});
