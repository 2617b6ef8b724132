import type { Opened, Order, Taken } from "./order.js";

/** How the program tells the killer. */
export interface Talk {
	readonly order: Order;
	opened(opened: Opened): Promise<void>;
	/** Resolves when the killer has noted it. */
	acknowledge(id: string, step: number): Promise<void>;
	/** Whether the storage is folding its log now. */
	folding(isFolding: boolean): void;
	closed(): Promise<void>;
	failed(reason: unknown): Promise<void>;
}

export async function openTalk(url: string): Promise<Talk> {
	const answer = await fetch(`${url}order`);
	const order: Order = await answer.json();
	const post = async (path: string, body: unknown) => {
		const text = JSON.stringify(body);
		const place = `${url}${path}?start=${order.start}`;
		await fetch(place, { method: "POST", body: text });
	};
	return {
		order,
		opened: (opened) => post("opened", opened),
		acknowledge: inBatches((taken) => post("acknowledged", taken)),
		folding: (isFolding) => {
			// Only told to aim at it: a program that ended over it would be no kill.
			post("folding", isFolding).catch(() => {});
		},
		closed: () => post("closed", {}),
		failed: (reason) =>
			post("failed", reason instanceof Error ? reason.stack : `${reason}`),
	};
}

/** One request at a time, each with all that came up during the last one. */
function inBatches(send: (taken: readonly Taken[]) => Promise<void>) {
	let waiting: Taken[] = [];
	let sending: Promise<void> = Promise.resolve();
	let next: Promise<void> | undefined;
	return (id: string, step: number): Promise<void> => {
		waiting.push([id, step]);
		next ??= sending.then(() => {
			const batch = waiting;
			waiting = [];
			next = undefined;
			sending = send(batch);
			return sending;
		});
		return next;
	};
}
