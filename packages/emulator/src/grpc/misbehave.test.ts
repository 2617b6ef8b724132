import { describe, expect, test } from "vitest";
import type { Misbehaviour } from "../control/misbehaviour.js";
import { openTestGrpc } from "../test/grpc.js";

const on = { rpc: "CreateProject" } as const;
const asItWas = ["Lamp", "Foghorn"];
const withNew = [...asItWas, "New"];

/** What Node's gRPC library makes of each, by number: 1 CANCELLED, 2 UNKNOWN, 8 RESOURCE_EXHAUSTED, 13 INTERNAL, 14 UNAVAILABLE. */
const table: readonly [Misbehaviour, number, readonly string[]][] = [
	[{ kind: "dropBefore" }, 14, asItWas],
	[{ kind: "dropAfter" }, 14, withNew],
	[{ kind: "truncate" }, 14, withNew],
	[{ kind: "truncate", bytes: 3 }, 14, withNew],
	[{ kind: "resetStream" }, 13, withNew],
	[{ kind: "resetStream", code: 8 }, 1, withNew],
	[{ kind: "resetStream", tookPlace: false }, 13, asItWas],
	[{ kind: "goAway" }, 0, withNew],
	[{ kind: "noTrailers" }, 13, withNew],
	[{ kind: "html" }, 13, asItWas],
	[{ kind: "html", status: 502, tookPlace: true }, 14, withNew],
	[{ kind: "redirect", location: "https://example.com/" }, 2, asItWas],
	[{ kind: "retryAfter", after: 7 }, 8, asItWas],
	[{ kind: "retryAfter", after: 7, status: 503 }, 14, asItWas],
	[{ kind: "answer", status: 400 }, 13, asItWas],
	[{ kind: "answer", status: 401 }, 16, asItWas],
	[
		{ kind: "answer", status: 409, body: { code: 6, message: "m" } },
		6,
		asItWas,
	],
	[
		{ kind: "answer", status: 500, body: { code: 13 }, tookPlace: true },
		13,
		withNew,
	],
];

describe("[EG9] misbehaviours over gRPC", () => {
	test.each(table)("%j: code %i", async (misbehaviour, code, names) => {
		await using world = await openTestGrpc();
		world.emulator.control.misbehave({ on, do: misbehaviour });
		expect((await world.create("New")).code).toBe(code);
		expect(world.projectNames()).toEqual(names);
		expect((await world.ask("ListOrgs")).code).toBe(0);
	});

	test("a goodbye to a call that was not looked at: the client asks again on another connection", async () => {
		await using world = await openTestGrpc();
		const { control } = world.emulator;
		control.misbehave({ on, do: { kind: "goAway", tookPlace: false } });
		expect((await world.create("New")).code).toBe(0);
		expect(control.requests(on)).toHaveLength(2);
		expect(world.projectNames()).toEqual(withNew);
	});

	test("stall: half of the answer comes, on a connection that stays", async () => {
		await using world = await openTestGrpc();
		const { control } = world.emulator;
		control.misbehave({ on, do: { kind: "stall" } });
		let done = false;
		const answer = world.create("New").then((result) => {
			done = true;
			return result;
		});
		await control.nextRequest(on);
		expect((await world.ask("ListOrgs")).code).toBe(0);
		expect(done).toBe(false);
		expect(world.projectNames()).toEqual(withNew);
		await world.emulator.close();
		expect((await answer).code).not.toBe(0);
	});

	test("shortList, staleList and holds", async () => {
		let now = 1_000;
		await using world = await openTestGrpc({ environment: { now: () => now } });
		const { control } = world.emulator;
		const list = async () =>
			(await world.ask("ListUserProjects")).message.projects;
		control.misbehave({ do: { kind: "shortList", missing: 1 } });
		expect(await list()).toHaveLength(1);
		now += 60_000;
		await world.create("New");
		control.misbehave({ do: { kind: "staleList", ageMs: 30_000 } });
		expect(await list()).toHaveLength(2);
		const hold = control.hold(on, "after");
		const answer = world.create("Newer");
		await hold.caught();
		expect(world.projectNames()).toHaveLength(4);
		hold.end();
		expect((await answer).code).toBe(0);
	});

	test("late: the connection breaks, and it takes place when its time comes", async () => {
		let fire: () => void = () => undefined;
		const after = (_: number, callback: () => void) => {
			fire = callback;
			return () => undefined;
		};
		await using world = await openTestGrpc({ environment: { after } });
		world.emulator.control.misbehave({ on, do: { kind: "late", afterMs: 5 } });
		expect((await world.create("New")).code).toBe(14);
		expect(world.projectNames()).toEqual(asItWas);
		fire();
		expect(world.projectNames()).toEqual(withNew);
	});
});
