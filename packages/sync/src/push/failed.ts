import { type ParkedReason, unreachable } from "@engine-offline/core/replicate";
import type { AnswerClass } from "../answers/answer-class.js";
import { classify } from "../answers/classify.js";
import type { Failure } from "../engine.js";
import { documentMemory } from "../replicator/memory.js";
import { documentKey, type Work } from "../replicator/work.js";
import { doubted, holds, unclaimed } from "../transitions/claim.js";
import { type Claim, orgIdOf, placeOf, release } from "./claim.js";
import { deleteDone } from "./delete-done.js";
import { parkDocument } from "./park.js";
import { putOff } from "./put-off.js";
import { recheckRole } from "./recheck-role.js";
import { refusalOf, refuse, targetGone } from "./refuse.js";

const QUOTA_TRIES = 3;

/** What becomes of a write that was not simply accepted, by the class of its answer. */
export async function writeFailed(
	work: Work,
	claim: Claim,
	failure: Failure,
): Promise<void> {
	const meaning = classify(failure, contextOf(work, claim));
	switch (meaning.kind) {
		case "unsent":
		case "transient":
			await release(work, claim, (now) => unclaimed(claim.name, now));
			return putOff(work, placeOf(claim), meaning.retryAfterMs);
		case "unauthenticated":
			return release(work, claim, (now) => unclaimed(claim.name, now));
		case "ambiguous":
			return becomeDoubtful(work, claim, { meaning, failure });
		case "adopt":
			return becomeDoubtful(work, claim, { meaning: undefined, failure });
		case "refused":
			return refuse(work, claim, refusalOf(work, failure));
		case "recheck-role":
			return recheckRole(work, claim, failure);
		case "parked":
			return parkViewOnly(work, claim, failure);
		case "quota":
			return quotaReached(work, claim, failure);
		case "done":
			return deleteDone(work, claim, "vanished");
		case "gone":
		case "parent-gone":
			return targetGone(work, claim, failure);
		default:
			return unreachable(meaning);
	}
}

function contextOf(work: Work, { name, doc }: Claim) {
	const { sent, late } = doc.envelope;
	const kind = sent?.kind ?? "update";
	return {
		request: kind,
		collection: name,
		earlierInDoubt: late.some((attempt) => attempt.kind === kind),
		viewOnly: work.memory.viewOnlyOrgs.has(orgIdOf(name, doc)),
	};
}

async function becomeDoubtful(
	work: Work,
	claim: Claim,
	{
		meaning,
		failure,
	}: {
		meaning: Extract<AnswerClass, { kind: "ambiguous" }> | undefined;
		failure: Failure;
	},
): Promise<void> {
	const { name, doc } = claim;
	const key = documentKey(name, doc.id);
	const known = documentMemory(work.memory, key);
	known.engineFailures = meaning?.engineFailed ? known.engineFailures + 1 : 0;
	const since = work.replica.environment.monotonic();
	work.memory.doubts.set(key, { since, firstCleanAt: undefined });
	await release(work, claim, (now) => doubted(name, now));
	work.report({
		kind: "in-doubt",
		collection: name,
		id: doc.id,
		change: doc.envelope.sent?.kind ?? "",
	});
	putOff(
		work,
		placeOf(claim),
		failure.kind === "unsent" ? undefined : failure.retryAfterMs,
	);
}

async function parkViewOnly(
	work: Work,
	claim: Claim,
	failure: Failure,
): Promise<void> {
	work.memory.viewOnlyOrgs.add(orgIdOf(claim.name, claim.doc));
	await park(work, claim, { reason: "view-only", failure });
}

async function quotaReached(
	work: Work,
	claim: Claim,
	failure: Failure,
): Promise<void> {
	const known = documentMemory(
		work.memory,
		documentKey(claim.name, claim.doc.id),
	);
	known.quotas += 1;
	if (known.quotas > QUOTA_TRIES)
		return park(work, claim, { reason: "quota", failure });
	await release(work, claim, (now) => unclaimed(claim.name, now));
	putOff(work, placeOf(claim), undefined);
}

async function park(
	work: Work,
	claim: Claim,
	why: { readonly reason: ParkedReason; readonly failure: Failure },
): Promise<void> {
	const { code, message, suggestion, at } = refusalOf(work, why.failure);
	const { reason } = why;
	await parkDocument(work, placeOf(claim), {
		why: { reason, code, message, suggestion, at },
		when: (now) => holds(now, claim.attempt),
	});
}
