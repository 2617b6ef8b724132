import type { VirtualTime } from "./virtual-time.js";

/** One life of a device's program: from its boot to its end. Of a killed one nothing goes on; a frozen one waits. */
export interface Process {
	/** `device#boot`. */
	readonly name: string;
	isAlive(): boolean;
	/** From now on no timer, no storage and no answer of it does anything. */
	kill(): void;
	/** What falls due is put off until `thaw()`. */
	freeze(): void;
	thaw(): void;
	isFrozen(): boolean;
	/** Runs now, after the thaw, or never. */
	run(act: () => void): void;
	/** A timer that dies with the process. */
	setTimer(run: () => void, ms: number): () => void;
	/** How many timers are set. */
	timers(): number;
	/** Resolves after `ms`, never in a killed process. */
	wait(ms: number): Promise<void>;
	/** The value, unless the process was killed meanwhile: then it never resolves. */
	survive<Value>(value: Value): Promise<Value>;
	/** Called once when it is killed. */
	onKill(run: () => void): void;
}

export function createProcess(name: string, time: VirtualTime): Process {
	let alive = true;
	let isFrozen = false;
	let held: (() => void)[] | undefined;
	const endings: (() => void)[] = [];
	const run = (act: () => void) => {
		if (!alive) return;
		if (held === undefined) act();
		else held.push(act);
	};
	/** One after the other, as tasks: what one of them lets go on goes on before the next. */
	const catchUp = () => {
		if (!alive || isFrozen || held === undefined) return;
		const act = held.shift();
		if (act === undefined) {
			held = undefined;
			return;
		}
		act();
		time.setTimer(catchUp, 0);
	};
	return {
		name,
		isAlive: () => alive,
		kill: () => {
			if (!alive) return;
			alive = false;
			held = undefined;
			for (const end of endings.splice(0)) end();
		},
		freeze: () => {
			isFrozen = true;
			held ??= [];
		},
		thaw: () => {
			if (!isFrozen) return;
			isFrozen = false;
			catchUp();
		},
		isFrozen: () => isFrozen,
		run,
		...createTimers(time, run),
		survive: (value) =>
			new Promise((resolve) => {
				run(() => resolve(value));
			}),
		onKill: (end) => {
			endings.push(end);
		},
	};
}

/** The timers of a process, counted. */
function createTimers(
	time: VirtualTime,
	run: Process["run"],
): Pick<Process, "setTimer" | "timers" | "wait"> {
	const set = new Set<symbol>();
	return {
		setTimer: (act, ms) => {
			const timer = Symbol("timer");
			set.add(timer);
			const due = () =>
				run(() => {
					if (set.delete(timer)) act();
				});
			const off = time.setTimer(due, ms);
			return () => {
				set.delete(timer);
				off();
			};
		},
		timers: () => set.size,
		wait: (ms) =>
			new Promise((resolve) => {
				time.setTimer(() => run(resolve), ms);
			}),
	};
}
