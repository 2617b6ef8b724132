import { describe, expect, it } from "vitest";
import { write } from "../log-storage/test/things.js";
import { takeLock } from "./lock.js";
import type { Owner, Processes } from "./processes.js";
import { openThings } from "./test/file-things.js";
import { SimDisk } from "./test/sim-disk.js";

const LOCK = "disk/db-db/lock";

/** A machine with processes that can be ended. */
function createMachine() {
	const running = new Set<number>();
	let names = 0;
	const start = (pid: number): Processes => {
		running.add(pid);
		return {
			self: { pid, born: "then", host: "here" },
			isRunning: (owner: Owner) => running.has(owner.pid),
			uniqueName: () => `${pid}-${names++}`,
		};
	};
	return { start, end: (pid: number) => running.delete(pid) };
}

describe("the lock", () => {
	it("[FS11] refuses a second process and names the first", async () => {
		const files = new SimDisk();
		const { start } = createMachine();
		const things = await openThings({ files, processes: start(11) });
		const second = openThings({ files, processes: start(22) });
		await expect(second).rejects.toMatchObject({
			code: "STORE_IN_USE",
			message: expect.stringMatching(/process 11\b.*disk\/db-db\/lock/),
		});
		await write(things, "a", "1");
		await things.close();
		const third = await openThings({ files, processes: start(22) });
		await third.close();
		expect(files.names().filter((name) => /lock|claim/.test(name))).toEqual([]);
	});

	it("[FS11] takes over the lock of a process that has ended", async () => {
		const files = new SimDisk();
		const { start, end } = createMachine();
		await openThings({ files, processes: start(11) });
		end(11);
		const things = await openThings({ files, processes: start(22) });
		expect(new TextDecoder().decode(files.peek(LOCK))).toContain("22");
		await things.close();
	});

	it("[FS11] takes over a lock that a loss of power left empty", async () => {
		const files = new SimDisk();
		files.poke(LOCK, new Uint8Array());
		const things = await openThings({ files });
		await things.close();
	});

	it("[FS11] of several that take over one dead lock at once, no two get it, in any interleaving", async () => {
		let owned = 0;
		for (let seed = 0; seed < 1000; seed += 1) {
			const files = shuffleCalls(new SimDisk(), seed);
			const { start } = createMachine();
			const dead = { pid: 99, born: "then", host: "here" };
			files.poke("disk/lock", new TextEncoder().encode(JSON.stringify(dead)));
			const attempts = [1, 2, 3].map((pid) =>
				takeLock({ files, processes: start(pid), folder: "disk" }),
			);
			const results = await Promise.allSettled(attempts);
			const owners = results.filter(({ status }) => status === "fulfilled");
			expect(owners.length, `seed ${seed}`).toBeLessThanOrEqual(1);
			owned += owners.length;
		}
		expect(owned, "not only refusals").toBeGreaterThan(20);
	});
});

/** Lets each call wait for a few turns, and some for many, drawn from the seed: the order of calls differs. */
function shuffleCalls(disk: SimDisk, seed: number): SimDisk {
	let state = seed + 1;
	const draw = () => {
		state = (Math.imul(state, 1103515245) + 12345) >>> 0;
		const drawn = (state >>> 16) % 9;
		return drawn === 0 ? 40 : drawn % 3;
	};
	const later =
		<A extends unknown[], R>(verb: (...args: A) => Promise<R>) =>
		async (...args: A): Promise<R> => {
			for (let turn = draw(); turn > 0; turn -= 1) await Promise.resolve();
			return verb(...args);
		};
	return Object.assign(disk, {
		list: later(disk.list),
		read: later(disk.read),
		create: later(disk.create),
		link: later(disk.link),
		rename: later(disk.rename),
		remove: later(disk.remove),
	});
}
