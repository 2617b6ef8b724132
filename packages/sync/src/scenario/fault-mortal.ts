import { type StoreStorage, systemEnvironment } from "@engine-offline/core";
import type { Emulator } from "@engine-offline/emulator";
import { openHasty } from "./fault-world.js";
import { testStorage } from "./test-storage.js";
import type { Device, DeviceOptions } from "./world.js";

/** A device whose process can end at any moment: from then on it stores nothing, sends nothing and hears nothing. */
export interface Mortal extends Device {
	/** The process ends now, in the middle of whatever it does. */
	kill(): void;
	/** Lets a new process open what the dead one left. */
	bury(): Promise<void>;
}

export interface MortalOptions extends DeviceOptions {
	/** Called before each write to storage; the process may end here, and the write is not made. */
	readonly beforeWrite?: (rows: readonly object[]) => void;
	/** Called after each write to storage, before it is acknowledged. */
	readonly afterWrite?: (rows: readonly object[]) => void;
	/** Called when an answer has come, before anything is made of it. */
	readonly answered?: (url: string, method: string) => void;
}

/** `account` must be given: the next process opens the store by it. What was stored outlives `close()`. */
export async function openMortal(
	emulator: Emulator,
	options: MortalOptions & { readonly account: string },
): Promise<Mortal> {
	const system = systemEnvironment();
	let alive = true;
	const kill = () => {
		alive = false;
	};
	const device = await openHasty(emulator, {
		...options,
		storage: mortalStorage(options.storage ?? testStorage(), {
			isAlive: () => alive,
			before: options.beforeWrite ?? (() => {}),
			after: options.afterWrite ?? (() => {}),
		}),
		environment: {
			...options.environment,
			setTimer: (run, ms) => system.setTimer(() => alive && run(), ms),
			fetch: async (input, init) => {
				if (!alive) throw dead();
				const answer = await system.fetch(input, init);
				options.answered?.(String(input), init?.method ?? "GET");
				if (!alive) throw dead();
				return answer;
			},
		},
	});
	const bury = async () => {
		kill();
		await device.close();
	};
	return { ...device, kill, bury };
}

const dead = () => new TypeError("This process has ended.");

interface Mortality {
	readonly isAlive: () => boolean;
	readonly before: (rows: readonly object[]) => void;
	readonly after: (rows: readonly object[]) => void;
}

/** Every write of every collection passes here; the storage below keeps what was written while the process lived. */
export function mortalStorage(
	storage: StoreStorage,
	{ isAlive, before, after }: Mortality,
): StoreStorage {
	const { rxStorage } = storage;
	return {
		...storage,
		rxStorage: {
			...rxStorage,
			createStorageInstance: async (params) => {
				const instance = await rxStorage.createStorageInstance(params);
				const write = instance.bulkWrite.bind(instance);
				instance.bulkWrite = async (rows, context) => {
					before(rows);
					if (!isAlive()) throw dead();
					const result = await write(rows, context);
					after(rows);
					if (!isAlive()) throw dead();
					return result;
				};
				return instance;
			},
		},
	};
}
