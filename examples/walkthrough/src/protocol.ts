import type { ChangeRef, Outcome } from "@engine-offline/core";
import type { Target } from "@engine-offline/sync/node";
import type { DeathPoint } from "./death.js";

/** What a device process is told to do, as JSON on its command line. */
export interface Order {
	readonly act: "edit offline and die" | "come back" | "look";
	/** Where the Engine answers, the certificate to trust there if it is over gRPC, and who signs in. */
	readonly target: Target;
	readonly certificate: string | null;
	readonly email: string;
	readonly password: string;
	/** Where the store's files lie. */
	readonly directory: string;
	readonly death: DeathPoint;
	/** What was edited in an earlier life of the device. */
	readonly edits: readonly Edit[];
}

/** An edit, by its name in sentences and by what the store calls it: that can be kept, and asked for after a restart. */
export interface Edit {
	readonly title: string;
	readonly change: ChangeRef;
}

/** What was done offline, for the checks at the end. Ids are the Engine's. */
export interface Edited {
	readonly edits: readonly Edit[];
	readonly renamed: { readonly orgId: string; readonly name: string };
	readonly project: { readonly name: string; readonly description: string };
	readonly added: { readonly orgId: string; readonly email: string };
	readonly removed: { readonly orgId: string; readonly email: string };
	readonly created: { readonly orgId: string; readonly email: string };
	readonly deletedOrg: {
		readonly id: string;
		readonly name: string;
		readonly projects: number;
	};
}

/** Everything a device shows, one line for each thing, sorted: two devices that show the same have equal lines. */
export type Shown = readonly string[];

export interface ShownIssue {
	readonly label: string;
	readonly kind: string;
	readonly code: string;
	readonly message: string;
}

/** How a device stands once it is in sync. */
export interface InSync {
	readonly kind: "in sync";
	readonly shown: Shown;
	readonly outcomes: readonly {
		readonly title: string;
		readonly outcome: Outcome;
	}[];
	readonly issues: readonly ShownIssue[];
	/** Changes that are not on the Engine yet. */
	readonly waiting: number;
}

/** What a device process tells the program that started it. */
export type Report =
	| InSync
	| { readonly kind: "edited"; readonly edited: Edited };
