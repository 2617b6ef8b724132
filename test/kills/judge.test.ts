import { expect, it } from "vitest";
import {
	judgeAfterKill,
	judgeUnchanged,
	knownAfter,
	unreported,
} from "./judge.js";
import { lifeOf, stepOf, textOf } from "./life.js";

const idWhere = (
	wanted: (life: ReturnType<typeof lifeOf>) => boolean,
): string => {
	for (let n = 0; ; n += 1) if (wanted(lifeOf(`p-${n}`))) return `p-${n}`;
};
const staying = idWhere((life) => !life.endsDeleted && life.lastStep === 4);
const dying = idWhere((life) => life.endsDeleted && life.lastStep === 3);

const whats = (
	acknowledged: Record<string, number>,
	shown: Record<string, number | null>,
	judge = judgeAfterKill,
) =>
	judge(
		new Map(Object.entries(acknowledged)),
		new Map(Object.entries(shown)),
	).map(({ what }) => what);

it("accepts the acknowledged step and the one after it", () => {
	expect(whats({ [staying]: 2 }, { [staying]: 2 })).toEqual([]);
	expect(whats({ [staying]: 2 }, { [staying]: 3 })).toEqual([]);
	expect(whats({}, { [staying]: 1 })).toEqual([]);
	expect(whats({ [dying]: 2 }, {})).toEqual([]);
	expect(whats({ [dying]: 3 }, {})).toEqual([]);
});

it("names what was lost, is older, is half, came back, or was never written", () => {
	expect(whats({ [staying]: 4 }, {})).toEqual(["missing"]);
	expect(whats({ [dying]: 1 }, {})).toEqual(["missing"]);
	expect(whats({ [staying]: 3 }, { [staying]: 2 })).toEqual(["older"]);
	expect(whats({ [staying]: 3 }, { [staying]: null })).toEqual(["half"]);
	expect(whats({ [dying]: 3 }, { [dying]: 2 })).toEqual(["came-back"]);
	expect(whats({ [staying]: 1 }, { [staying]: 3 })).toEqual(["never-written"]);
	expect(whats({}, { [staying]: 2 })).toEqual(["never-written"]);
});

it("lets the second opening show exactly what the first one showed", () => {
	const acknowledged = new Map([
		[staying, 2],
		[dying, 2],
	]);
	const known = knownAfter(acknowledged, new Map([[staying, 3]]));
	const second = (shown: Record<string, number>) =>
		whats(Object.fromEntries(known), shown, judgeUnchanged);
	expect(second({ [staying]: 3 })).toEqual([]);
	expect(second({ [staying]: 4 })).toEqual(["never-written"]);
	expect(second({ [staying]: 3, [dying]: 2 })).toEqual(["came-back"]);
	expect(second({})).toEqual(["missing"]);
});

it("reads a step only from a whole text", () => {
	const text = textOf("p-1", 2);
	expect(stepOf("p-1", text)).toBe(2);
	const torn = { ...text, description: textOf("p-1", 1).description };
	expect(stepOf("p-1", torn)).toBeUndefined();
	expect(stepOf("p-2", text)).toBeUndefined();
});

it("takes no loss for a fault that the store has told", () => {
	const faults = judgeAfterKill(new Map([[staying, 4]]), new Map());
	const told = { restored: 0, lost: [], unkept: 0, journalLost: false };
	expect(unreported(faults, told)).toEqual(faults);
	expect(unreported(faults, { ...told, lost: [staying] })).toEqual([]);
	expect(unreported(faults, { ...told, unkept: 1 })).toEqual([]);
	const older = judgeAfterKill(
		new Map([[staying, 3]]),
		new Map([[staying, 2]]),
	);
	expect(unreported(older, { ...told, unkept: 1 })).toEqual(older);
	const all = { ...told, journalLost: true };
	expect([unreported(faults, all), unreported(older, all)]).toEqual([
		[],
		older,
	]);
});
