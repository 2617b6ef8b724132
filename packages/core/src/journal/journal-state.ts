/** Whether what the Engine does not have yet is kept in a second place too. */
export type JournalState =
	/** There is no journal: the storage is not durable, the platform has none, or the app wants none. */
	| { readonly state: "off" }
	| { readonly state: "keeping" }
	/**
	 * The store has everything, but so many changed documents are in the store alone: should the browser destroy its
	 * storage before they are sent, they are lost. Better go online soon, or make room.
	 */
	| { readonly state: "full"; readonly unkept: number };
