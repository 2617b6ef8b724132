import type { Mutant } from "../mutant.js";

const ready = "packages/sync/src/push/ready.ts";
const failed = "packages/sync/src/push/failed.ts";
const claimDocument = "packages/sync/src/push/claim-document.ts";
const resources = "packages/sync/src/replicator/resources.ts";

/** Bugs on the way out. */
export const pushMutants: readonly Mutant[] = [
	{
		name: "sends a create again after a timeout, since nothing is ever in doubt",
		invariant: "S15",
		patches: [
			{
				file: failed,
				find: `			await release(work, claim, (now) => unclaimed(claim.name, now));
			return putOff(work, placeOf(claim), meaning.retryAfterMs);
		case "unauthenticated":`,
				replace: `		case "ambiguous":
			await release(work, claim, (now) => unclaimed(claim.name, now));
			return putOff(work, placeOf(claim), meaning.retryAfterMs);
		case "unauthenticated":`,
			},
			{
				file: failed,
				find: `		case "ambiguous":
			return becomeDoubtful(work, claim, { meaning, failure });
`,
				replace: "",
			},
		],
	},
	{
		name: "gives a create up at the first look, and forgets it",
		invariant: "S3",
		patches: [
			{
				file: "packages/sync/src/pull/doubted-creates.ts",
				find: `	if (doubt === undefined || pull.startedAt < doubt.since + timing.deadlineMs)
		return;
	if (doubt.firstCleanAt === undefined) {
		doubt.firstCleanAt = pull.startedAt;
		return;
	}
	if (pull.startedAt < doubt.firstCleanAt + timing.doubtGapMs) return;
`,
				replace: "	if (doubt === undefined || timing === undefined) return;\n",
			},
			{
				file: "packages/sync/src/pull/doubted-creates.ts",
				find: "now.envelope.sent?.attempt === attempt ? givenUp(name, now) : undefined,",
				replace:
					"now.envelope.sent?.attempt === attempt ? { ...givenUp(name, now), envelope: { ...givenUp(name, now).envelope, late: [] } } : undefined,",
			},
		],
	},
	{
		name: "sends a reference as the local id that it is here",
		invariant: "S4",
		patches: [
			{
				file: resources,
				find: 'return work.mirror.get("orgs", doc.orgId ?? "")?.envelope.remoteId ?? "";',
				replace: 'return work.mirror.get("orgs", doc.orgId ?? "")?.id ?? "";',
			},
		],
	},
	{
		name: "sends a child before its parent exists",
		invariant: "S6",
		patches: [
			{
				file: ready,
				find: 'if (org === undefined || org._deleted || org.envelope.remoteId === "")',
				replace: "if (org === undefined || org._deleted)",
			},
			{
				file: resources,
				find: 'return work.mirror.get("orgs", doc.orgId ?? "")?.envelope.remoteId ?? "";',
				replace:
					'return work.mirror.get("orgs", doc.orgId ?? "")?.envelope.remoteId || (doc.orgId ?? "");',
			},
		],
	},
	{
		name: "sends a document's next change before the last one is answered",
		invariant: "S5",
		patches: [
			{
				file: ready,
				find: "if (around.busy.has(key)) return false;",
				replace: "",
			},
			{
				file: ready,
				find: "if (sent !== null) return isProbeReady(name, doc);",
				replace: "if (sent?.inDoubt === true) return isProbeReady(name, doc);",
			},
			{
				file: "packages/sync/src/push/push-document.ts",
				find: "if (doc.envelope.sent !== null) return resolveDoubt(work, name, doc);",
				replace:
					"if (doc.envelope.sent?.inDoubt === true) return resolveDoubt(work, name, doc);",
			},
			{
				file: claimDocument,
				find: 'if (now.envelope.sent !== null || now.envelope.hiddenBy !== "")',
				replace:
					'if (now.envelope.sent?.inDoubt === true || now.envelope.hiddenBy !== "")',
			},
		],
	},
	{
		name: "claims a document that another replicator has claimed",
		invariant: "S3",
		world: { steps: 200, faults: ["two-leaders"] },
		patches: [
			{
				file: claimDocument,
				find: 'if (now.envelope.sent !== null || now.envelope.hiddenBy !== "")',
				replace: 'if (now.envelope.hiddenBy !== "")',
			},
		],
	},
	{
		name: "takes an answer for whatever request the document holds by then",
		invariant: "S14",
		world: {
			steps: 200,
			faults: ["two-leaders", "hang", "slow"],
			weather: { slow: 0.4, hang: 0.1 },
		},
		patches: [
			{
				file: "packages/sync/src/transitions/claim.ts",
				find: "	return doc.envelope.sent?.attempt === attempt;",
				replace: '	return doc.envelope.sent !== null && attempt !== "";',
			},
		],
	},
	{
		name: "deletes on the Engine what a deleted org hides",
		invariant: "S9",
		patches: [
			{
				file: "packages/core/src/model/change.ts",
				find: `	if (isDeleted(doc)) {
		return remoteId`,
				replace: `	if (doc._deleted && doc.envelope.hiddenBy !== "" && remoteId !== "")
		return { kind: "delete" };
	if (isDeleted(doc)) {
		return remoteId`,
			},
			{
				file: ready,
				find: 'if (hiddenBy !== "") return false;',
				replace: "",
			},
			{
				file: claimDocument,
				find: 'if (now.envelope.sent !== null || now.envelope.hiddenBy !== "")',
				replace: "if (now.envelope.sent !== null)",
			},
		],
	},
	{
		name: "puts its own copy of the whole thing, without a look at the Engine's",
		invariant: "S12",
		patches: [
			{
				file: "packages/sync/src/push/push-resource.ts",
				find: `			now._deleted
				? undefined
				: observe(now, current.value, work.context(name)),`,
				replace: `			now._deleted || current.ok
				? undefined
				: observe(now, current.value, work.context(name)),`,
			},
		],
	},
	{
		name: "lets one parked change hold back all others",
		invariant: "L2",
		patches: [
			{
				file: ready,
				find: "			if (ready.length >= most) return ready;",
				replace:
					"			if (ready.length >= most || doc.envelope.parked !== null) return ready;",
			},
		],
	},
];
