/** Which document stands for a thing of the Engine, by the Engine's id. */
export interface RemoteIndex {
	idOf(remoteId: string): string | undefined;
	/** The document stood for `from` and stands for `to` now; '' is nothing. */
	move(id: string, from: string, to: string): void;
	/** Where two documents came to stand for one thing, their ids: a list showed it while its create was answered. */
	twins(): readonly (readonly string[])[];
}

export function createRemoteIndex(): RemoteIndex {
	const idByRemote = new Map<string, string>();
	const twinsByRemote = new Map<string, Set<string>>();
	const leave = (id: string, remoteId: string) => {
		const twins = twinsByRemote.get(remoteId);
		twins?.delete(id);
		const [left] = twins ?? [];
		if (twins?.size === 1) twinsByRemote.delete(remoteId);
		if (idByRemote.get(remoteId) !== id) return;
		if (left === undefined) idByRemote.delete(remoteId);
		else idByRemote.set(remoteId, left);
	};
	const enter = (id: string, remoteId: string) => {
		const other = idByRemote.get(remoteId);
		if (other === id) return;
		if (other !== undefined) {
			const twins = twinsByRemote.get(remoteId) ?? new Set([other]);
			twinsByRemote.set(remoteId, twins.add(id));
		}
		idByRemote.set(remoteId, id);
	};
	return {
		idOf: (remoteId) => idByRemote.get(remoteId),
		twins: () => [...twinsByRemote.values()].map((ids) => [...ids]),
		move: (id, from, to) => {
			if (from !== "" && from !== to) leave(id, from);
			if (to !== "") enter(id, to);
		},
	};
}
