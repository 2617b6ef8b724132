import type { Issue, PendingChange, Store } from "@engine-offline/core";
import {
	type Replica,
	replicaOf,
	scopeKey,
} from "@engine-offline/core/replicate";
import type { Replicator } from "../replicator/replicator.js";
import { type Redaction, redaction } from "./redact.js";
import type { Snapshot } from "./snapshot.js";

export interface SnapshotOptions {
	/** With labels, messages and ids as they are: for showing here, not for a file. Default false. */
	readonly reveal?: boolean;
}

/** How things stand now. Rejects with STORE_CLOSED. */
export async function takeSnapshot(
	store: Store,
	replicator: Replicator,
	{ reveal = false }: SnapshotOptions = {},
): Promise<Snapshot> {
	const replica = replicaOf(store);
	const { hash, now } = replica.environment;
	const redact = redaction({ hash, reveal });
	const pending = await store.pending();
	return {
		at: now(),
		durable: store.durable,
		tab: await tabOf(replica, replicator),
		status: statusOf(replicator, redact),
		pending: pending.map((change) => pendingRow(change, redact)),
		issues: store.issues.list().map((issue) => issueRow(issue, redact)),
		scopes: scopeRows({ replica, replicator, pending }, redact),
	};
}

async function tabOf(
	{ tabs }: Replica,
	{ leads }: Replicator,
): Promise<Snapshot["tab"]> {
	if (tabs === undefined) return null;
	const [others, leaders] = await Promise.all([
		tabs.countOthers(),
		tabs.locks.countHeld(tabs.lockName("lead")),
	]);
	return { id: tabs.id, others, leads, isLed: leads || leaders > 0 };
}

function statusOf(
	{ status }: Replicator,
	redact: Redaction,
): Snapshot["status"] {
	const { state, waiting, inDoubt, parked, issues, waitingSince } = status;
	const message = "message" in status ? redact.message(status.message) : "";
	const asOf = status.asOf ?? null;
	return {
		...{ state, message, waiting, inDoubt, parked, issues },
		...{ waitingSince, asOf },
	};
}

function pendingRow(
	change: PendingChange,
	redact: Redaction,
): Snapshot["pending"][number] {
	const { collection, kind, fields, state, since, parked } = change;
	return {
		...{ collection, kind, fields: [...fields], state, since },
		id: redact.id(change.id),
		label: redact.message(change.label),
		reason: parked?.reason ?? "",
		code: parked?.code ?? "",
	};
}

function issueRow(issue: Issue, redact: Redaction): Snapshot["issues"][number] {
	const { collection, documentId, kind, change, code, reason, at } = issue;
	const { field } = change;
	return {
		...{ kind, field, code, reason, at },
		change: change.kind,
		id: `${collection}/${redact.id(documentId)}/${kind}:${change.kind}:${field}`,
		label: redact.message(issue.label),
		message: redact.message(issue.message),
	};
}

interface ScopeParts {
	readonly replica: Replica;
	readonly replicator: Replicator;
	readonly pending: readonly PendingChange[];
}

/** Every list that was ever complete or is on screen, and how much somebody cares about it. */
function scopeRows(
	{ replica, replicator, pending }: ScopeParts,
	redact: Redaction,
): Snapshot["scopes"] {
	const onScreen = new Set(replica.watched().map(scopeKey));
	const touched = new Set(pending.map(listOf));
	const keys = new Set([
		...Object.keys(replica.record.get().listedAt),
		...onScreen,
	]);
	return [...keys].sort().map((key) => ({
		key: redact.scope(key),
		asOf: replicator.asOf(key) ?? null,
		interest: interestOf(key, onScreen, touched),
	}));
}

function interestOf(
	key: string,
	onScreen: ReadonlySet<string>,
	touched: ReadonlySet<string>,
): Snapshot["scopes"][number]["interest"] {
	if (onScreen.has(key)) return "screen";
	return touched.has(key) ? "touched" : "background";
}

/** The list in which a change will show. */
function listOf({ collection, orgId }: PendingChange): string {
	switch (collection) {
		case "projects":
			return `org-projects:${orgId}`;
		case "members":
			return `org-users:${orgId}`;
		default:
			return "orgs";
	}
}
