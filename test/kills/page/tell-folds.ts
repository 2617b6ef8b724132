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
		if (this.name === "blocks") turn(true);
		return put.apply(this, given);
	};
	IDBObjectStore.prototype.delete = function (...given) {
		if (this.name === "log")
			this.transaction.addEventListener("complete", () => turn(false));
		return remove.apply(this, given);
	};
}
