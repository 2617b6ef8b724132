import type { StorageName } from "../../storages.js";

/** How a page opens its store. */
export interface OpenOptions {
	readonly engineUrl: string;
	readonly account: string;
	readonly email?: string;
	readonly password?: string;
	readonly online?: boolean;
	/** Left out, what a store takes by itself. */
	readonly storage?: StorageName | "another-bucket";
	readonly openTimeoutMs?: number;
	/** Whether the list of orgs counts as on screen. */
	readonly watch?: boolean;
	readonly timing?: {
		readonly deadlineMs?: number;
		readonly doubtGapMs?: number;
		readonly lateMs?: number;
		readonly screenAgeMs?: number;
	};
}

/** What became of something that a page was told to do. */
export type Progress =
	| { readonly state: "running" }
	| { readonly state: "done"; readonly value: unknown }
	| {
			readonly state: "failed";
			readonly message: string;
			/** Of an EngineError, its code. */
			readonly code?: string;
	  };
