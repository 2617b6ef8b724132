import type { Stored } from "@engine-offline/core/replicate";
import type { Work } from "../replicator/work.js";
import { becomeReference } from "./become-reference.js";
import type { ListedRow } from "./fetch-list.js";
import { observeAll } from "./observe-rows.js";
import { pauseIn } from "./pause-in.js";
import type { Pull } from "./pull.js";
import { keepNamed, rememberUsers } from "./users.js";

interface KnownRow {
	readonly row: ListedRow;
	readonly doc: Stored;
}

/** Brings rows of known documents in: in one write, behind the fence; answers whether that kept anything out. */
export async function applyKnown(
	work: Work,
	pull: Pull,
	known: readonly KnownRow[],
): Promise<boolean> {
	const { name } = pull.list;
	const keptUsersOut = await rememberUsers(
		work,
		pull,
		known.flatMap(({ row }) => row.user ?? []),
	);
	const shown = known.filter(
		({ row, doc }) => !doc._deleted || !isPersonGone(work, row),
	);
	const keptOut = await observeAll(work, pull, {
		name,
		seen: shown.map(({ row, doc }) => ({ doc, seen: row.seen })),
		confirmed: async ({ id }) => {
			if (name === "projects")
				await showOrgs(
					work,
					known.filter(({ doc }) => doc.id === id),
				);
		},
	});
	// Whom they name may be going at this moment, because nobody named them.
	const back = shown.filter(({ doc }) => name === "members" && doc._deleted);
	if (back.length > 0)
		await keepNamed(
			work,
			back.flatMap(({ row }) => row.user?.remoteId ?? []),
		);
	await pauseIn(work, known.length);
	if (name === "projects") await showOrgs(work, known);
	return keptOut || keptUsersOut || shown.length < known.length;
}

/** Of a member: it names somebody who vanished, and of whom no single read said yet that they are back. */
export function isPersonGone({ mirror }: Work, { user }: ListedRow): boolean {
	return mirror.get("users", user?.remoteId ?? "")?._deleted === true;
}

/** A project that is shown again brings its org back by name, where that had gone out of sight with it. */
async function showOrgs(work: Work, known: readonly KnownRow[]): Promise<void> {
	for (const { row, doc } of known) {
		if (work.mirror.get("projects", doc.id)?._deleted !== false) continue;
		const org = vanishedOrg(work, row);
		if (org !== undefined)
			await becomeReference(work, org, row.org?.name ?? "");
	}
}

/** The org of a project's row, where it went out of sight. */
export function vanishedOrg(work: Work, row: ListedRow): Stored | undefined {
	const org = work.mirror.byRemote("orgs", row.org?.id ?? "");
	return org?._deleted && org.envelope.ended === "vanished" ? org : undefined;
}
