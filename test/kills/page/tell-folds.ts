/**
 * Tells when a fold of the log writes its first block, and when the records that are in the blocks have gone, so that
 * the killer can strike in between.
 */
export function tellFolds(tell: (isFolding: boolean) => void): void {
	const { put, delete: remove } = IDBObjectStore.prototype;
	let isFolding = false;
	const turn = (to: boolean) => {
		if (isFolding !== to) tell(to);
		isFolding = to;
	};
	IDBObjectStore.prototype.put = function (...given) {
		const [row] = given;
		// A block has an array for its key, a record a number.
		if (this.name === "rows" && Array.isArray(row.key)) turn(true);
		return put.apply(this, given);
	};
	IDBObjectStore.prototype.delete = function (...given) {
		if (this.name === "rows")
			this.transaction.addEventListener("complete", () => turn(false));
		return remove.apply(this, given);
	};
}
