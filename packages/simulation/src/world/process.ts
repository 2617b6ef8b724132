import type { VirtualTime } from "./virtual-time.js";

/** One life of a device's program: from its boot to its end. Of a killed one nothing goes on. */
export interface Process {
	/** `device#boot`. */
	readonly name: string;
	isAlive(): boolean;
	/** From now on no timer, no storage and no answer of it does anything. */
	kill(): void;
	/** A timer that dies with the process. */
	setTimer(run: () => void, ms: number): () => void;
	/** Resolves after `ms`, never in a killed process. */
	wait(ms: number): Promise<void>;
	/** The value, unless the process was killed meanwhile: then it never resolves. */
	survive<Value>(value: Value): Promise<Value>;
	/** Called once when it is killed. */
	onKill(run: () => void): void;
}

export function createProcess(name: string, time: VirtualTime): Process {
	let alive = true;
	const endings: (() => void)[] = [];
	const setTimer = (run: () => void, ms: number) =>
		time.setTimer(() => {
			if (alive) run();
		}, ms);
	return {
		name,
		isAlive: () => alive,
		kill: () => {
			if (!alive) return;
			alive = false;
			for (const run of endings.splice(0)) run();
		},
		setTimer,
		wait: (ms) =>
			new Promise((resolve) => {
				setTimer(resolve, ms);
			}),
		survive: (value) =>
			alive ? Promise.resolve(value) : new Promise(() => {}),
		onKill: (run) => {
			endings.push(run);
		},
	};
}
