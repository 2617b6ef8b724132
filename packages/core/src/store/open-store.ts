import { distinctUntilChanged, map } from "rxjs";
import { currentModel, type Model } from "../model/migration.js";
import type { ChangeRef } from "../object-model/change-ref.js";
import { sameJson } from "../object-model/document-handle.js";
import { extended } from "../object-model/extended.js";
import { findDocument } from "../object-model/find-document.js";
import { issuesView } from "../object-model/issues/issues-view.js";
import {
	assertOpen,
	type ModelContext,
} from "../object-model/model-context.js";
import { orgHandle } from "../object-model/org-handle.js";
import { createOrg, listOrgs, observeOrgs } from "../object-model/orgs.js";
import { listPending, observePending } from "../object-model/pending.js";
import { projectHandle } from "../object-model/project-handle.js";
import { retryParked } from "../object-model/retry-parked.js";
import { revert } from "../object-model/revert.js";
import { settled } from "../object-model/settled.js";
import { unsynced } from "../object-model/unsynced.js";
import { userHandle } from "../object-model/user-handle.js";
import type { AccountRecord } from "./account-record.js";
import { openKernel } from "./kernel.js";
import { keepReplica } from "./replica-of.js";
import { safetyMembers } from "./safety-members.js";
import type { Store } from "./store.js";
import { shortInserts } from "./store-collections.js";
import type { StoreOptions } from "./store-options.js";
import { inTurn, type WipeOptions, wipeStore } from "./wipe/wipe-store.js";

/**
 * Opens the local store of one account, offline or not, and makes one if there is none. Rejects with INVALID_OPTION,
 * STORE_IN_USE or NEWER_DATA; whatever was opened by then is closed again.
 */
export function openStore(options: StoreOptions): Promise<Store> {
	return openStoreAs(options, currentModel);
}

/** The same, as a version of the app whose documents have the shape that `model` says. */
export async function openStoreAs(
	options: StoreOptions,
	model: Model,
): Promise<Store> {
	const kernel = await openKernel(options, model);
	const context: ModelContext = { kernel, isClosed: kernel.life.isEnding };
	const { orgs, projects, users, members } = shortInserts(kernel.database);
	const collections = { orgs, projects, users, members };
	const store = extended(
		extended(
			extended(collections, accountMembers(context)),
			safetyMembers(context),
		),
		extended(documentMembers(context), changeMembers(context, options)),
	);
	return opened(context, store);
}

function opened(
	{ kernel }: ModelContext,
	members: Omit<Store, "durable" | "watch" | "close" | "closed">,
): Store {
	const { durable, watched, replica, life } = kernel;
	const store = extended(members, {
		durable,
		watch: watched.watch,
		closed: life.closed,
		close: kernel.close,
	});
	keepReplica(store, replica);
	return store;
}

function accountMembers({ kernel }: ModelContext) {
	const { record } = kernel.replica;
	const identityOf = ({ userId, email }: AccountRecord) => ({ userId, email });
	return {
		get identity() {
			return identityOf(record.get());
		},
		identity$: record.changes$.pipe(
			map(identityOf),
			distinctUntilChanged(sameJson),
		),
		get roles() {
			return record.get().roles;
		},
		roles$: record.changes$.pipe(
			map(({ roles }) => roles),
			distinctUntilChanged(sameJson),
		),
	};
}

function documentMembers(context: ModelContext) {
	return {
		createOrg: (name: string, description = "") =>
			createOrg(context, { name, description }),
		org: async (id: string) =>
			orgHandle(context, await findDocument(context, "orgs", id)),
		project: async (id: string) =>
			projectHandle(context, await findDocument(context, "projects", id)),
		user: async (id: string) =>
			userHandle(context, await findDocument(context, "users", id)),
		listUserOrgs: () => listOrgs(context),
		userOrgs$: context.kernel.watched.whileWatching(
			{ list: "orgs" },
			observeOrgs(context),
		),
	};
}

function changeMembers(context: ModelContext, options: StoreOptions) {
	return {
		pending: () => listPending(context),
		pending$: observePending(context),
		settled: (change: ChangeRef) => settled(context, change),
		revert: (change: ChangeRef) => revert(context, change),
		retry: (change: ChangeRef) => retryParked(context, change),
		issues: issuesView(context),
		unsynced: () => unsynced(context, options),
		wipe: inTurn(async (wipeOptions: WipeOptions = {}) => {
			assertOpen(context);
			const { kernel } = context;
			const parts = { ...kernel, unsynced: () => unsynced(context, options) };
			return wipeStore(parts, wipeOptions);
		}),
	};
}
