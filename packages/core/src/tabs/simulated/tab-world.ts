import {
	type Environment,
	type Locks,
	systemEnvironment,
} from "../../environment.js";
import { createTabLocks, type TabLocks } from "./tab-locks.js";
import { createTabTime, type TabTime } from "./tab-time.js";

/**
 * Several tabs of one origin in one process: their locks, channels, time and visibility, all set by hand. For tests; it
 * stands in for a browser, and no clock runs in it.
 */
export interface TabWorld {
	readonly time: TabTime;
	readonly locks: TabLocks;
	/** Every message that was posted, whether or not it arrived. */
	readonly posted: readonly {
		readonly from: string;
		readonly message: unknown;
	}[];
	/** A new tab; what `environment` says goes before. */
	openTab(id: string, environment?: Partial<Environment>): SimulatedTab;
	/** Posts to a channel as some other script of the origin. */
	forge(channel: string, message: unknown): void;
	/** While it answers true of a message, that message is lost. */
	lose(rule: (message: unknown, to: string) => boolean): void;
}

/** One tab of the world. */
export interface SimulatedTab {
	readonly id: string;
	readonly environment: Environment;
	show(): void;
	hide(): void;
	/** Nothing runs or is heard any more, without a word; the locks stay. */
	freeze(): void;
	/** All that waited runs, and then the page is told. */
	thaw(): void;
	/** The page is told that it is about to be put away; it is not frozen by that. */
	suspend(): void;
	/** The process is gone: its locks are free, and nothing of it runs again. */
	kill(): void;
	readonly isDead: boolean;
}

interface Channel {
	readonly name: string;
	readonly tab: LiveTab;
	readonly hear: (message: unknown) => void;
}

export function createTabWorld(settle: () => Promise<void>): TabWorld {
	return new World(settle);
}

class World implements TabWorld {
	readonly time: TabTime;
	readonly locks = createTabLocks();
	readonly posted: { from: string; message: unknown }[] = [];
	readonly channels = new Set<Channel>();
	#isLost: (message: unknown, to: string) => boolean = () => false;

	constructor(settle: () => Promise<void>) {
		this.time = createTabTime(settle);
	}

	openTab(id: string, environment: Partial<Environment> = {}): SimulatedTab {
		return new LiveTab(id, this, environment);
	}

	lose(rule: (message: unknown, to: string) => boolean): void {
		this.#isLost = rule;
	}

	forge(channel: string, message: unknown): void {
		this.deliver({ name: channel, from: "" }, message);
	}

	deliver(from: { name: string; from: string }, message: unknown): void {
		const text = JSON.stringify(message);
		this.posted.push({ from: from.from, message });
		for (const { name, tab, hear } of this.channels) {
			if (name !== from.name || tab.id === from.from) continue;
			if (this.#isLost(message, tab.id)) continue;
			this.time.setTimer(() => tab.run(() => hear(JSON.parse(text))), 1);
		}
	}
}

class LiveTab implements SimulatedTab {
	readonly id: string;
	readonly environment: Environment;
	readonly #world: World;
	readonly #listeners = {
		visible: new Set<() => void>(),
		suspend: new Set<() => void>(),
		resume: new Set<() => void>(),
	};
	#visible = true;
	#state: "running" | "frozen" | "dead" = "running";
	#waiting: (() => void)[] = [];

	constructor(id: string, world: World, environment: Partial<Environment>) {
		this.id = id;
		this.#world = world;
		const { visible, suspend, resume } = this.#listeners;
		this.environment = {
			...systemEnvironment(),
			monotonic: () => world.time.now(),
			setTimer: (run, ms) => world.time.setTimer(() => this.run(run), ms),
			onReconnect: () => () => {},
			locks: this.#locks(world.locks.of(id)),
			openChannel: (name, hear) => this.#openChannel(name, hear),
			isVisible: () => this.#visible,
			onVisible: (run) => listen(visible, run),
			onSuspend: (run) => listen(suspend, run),
			onResume: (run) => listen(resume, run),
			...environment,
		};
	}

	show(): void {
		this.#visible = true;
		tell(this.#listeners.visible);
	}

	hide(): void {
		this.#visible = false;
	}

	freeze(): void {
		this.#state = "frozen";
	}

	thaw(): void {
		this.#state = "running";
		for (const run of this.#waiting.splice(0)) run();
		tell(this.#listeners.resume);
	}

	suspend(): void {
		tell(this.#listeners.suspend);
	}

	kill(): void {
		this.#state = "dead";
		for (const channel of this.#world.channels)
			if (channel.tab === this) this.#world.channels.delete(channel);
		this.#world.locks.release(this.id);
	}

	get isDead(): boolean {
		return this.#state === "dead";
	}

	/** Runs now, when the tab is thawed, or never. */
	run(run: () => void): void {
		if (this.#state === "running") run();
		else if (this.#state === "frozen") this.#waiting.push(run);
	}

	/** A frozen tab is given a lock, and loses one, without noticing before it is thawed. */
	#locks(locks: Locks): Locks {
		const later = <Value>(take: (value: Value) => void) => {
			return (value: Value) => this.run(() => take(value));
		};
		return {
			...locks,
			request: (name, options, run) =>
				new Promise((resolve, reject) => {
					const begin = () =>
						new Promise<void>((begun) => this.run(begun)).then(run);
					locks
						.request(name, options, begin)
						.then(later(resolve), later(reject));
				}),
		};
	}

	#openChannel(name: string, hear: (message: unknown) => void) {
		const { channels } = this.#world;
		const channel = { name, hear, tab: this };
		channels.add(channel);
		return {
			post: (message: unknown) => {
				if (this.#state === "running" && channels.has(channel))
					this.#world.deliver({ name, from: this.id }, message);
			},
			close: () => {
				channels.delete(channel);
			},
		};
	}
}

function listen(set: Set<() => void>, run: () => void): () => void {
	set.add(run);
	return () => {
		set.delete(run);
	};
}

function tell(set: Set<() => void>): void {
	for (const run of [...set]) run();
}
