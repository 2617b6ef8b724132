import { describe, expect, test } from "vitest";
import { openTestEmulator } from "../test/emulator.js";

const onCreate = { rpc: "CreateProject" } as const;
const asItWas = ["Lamp", "Foghorn"];
const withNew = ["Lamp", "Foghorn", "New"];

describe("[EM51] misbehaviours", () => {
	test.each([
		["before", asItWas],
		["after", withNew],
	] as const)(
		"delay %s: the answer comes only when the clock has moved",
		async (at, names) => {
			const timer = createManualTimer();
			const { environment } = timer;
			await using world = await openTestEmulator({ environment });
			const { control } = world.emulator;
			control.misbehave({ on: onCreate, do: { kind: "delay", ms: 5000, at } });
			const answer = world.create("New");
			const fire = await timer.started;
			expect(world.projectNames()).toEqual(names);
			expect(control.requests(onCreate)[0]?.isDone).toBe(false);
			fire();
			expect((await answer).status).toBe(200);
			expect(world.projectNames()).toEqual(withNew);
		},
	);

	test("dropBefore: the connection breaks and nothing took place", async () => {
		await using world = await openTestEmulator();
		const { control } = world.emulator;
		control.misbehave({ on: onCreate, do: { kind: "dropBefore" } });
		await expect(world.create("New")).rejects.toThrow();
		expect(world.projectNames()).toEqual(asItWas);
		expect(control.requests(onCreate)).toMatchObject([
			{ status: null, engineStatus: null, isDone: true },
		]);
	});

	test("dropAfter: the connection breaks after it took place", async () => {
		await using world = await openTestEmulator();
		const { control } = world.emulator;
		control.misbehave({ on: onCreate, do: { kind: "dropAfter" } });
		await expect(world.create("New")).rejects.toThrow();
		expect(world.projectNames()).toEqual(withNew);
		expect(control.requests(onCreate)).toMatchObject([
			{ status: null, engineStatus: 200, isDone: true },
		]);
	});

	test("answer: any status, headers and body, and it did not take place", async () => {
		await using world = await openTestEmulator();
		const { control } = world.emulator;
		const headers = { "x-cause": "test" };
		control.misbehave({
			on: onCreate,
			do: { kind: "answer", status: 418, headers, body: { code: 99 } },
		});
		const answer = await world.create("New");
		expect(answer).toMatchObject({ status: 418, body: { code: 99 } });
		expect(answer.headers.get("x-cause")).toBe("test");
		control.misbehave({ do: { kind: "answer", status: 502, body: "bad" } });
		expect(await world.create("New")).toMatchObject({
			status: 502,
			text: "bad",
		});
		expect(world.projectNames()).toEqual(asItWas);
	});

	test("answer: it took place when told so", async () => {
		await using world = await openTestEmulator();
		world.emulator.control.misbehave({
			do: { kind: "answer", status: 400, tookPlace: true },
		});
		expect((await world.create("New")).status).toBe(400);
		expect(world.projectNames()).toEqual(withNew);
	});

	test("[EM36] failedWrites=done: a write that answers 5xx took place", async () => {
		const quirks = { failedWrites: "done" } as const;
		await using world = await openTestEmulator({ quirks });
		const { control } = world.emulator;
		control.misbehave({ do: { kind: "answer", status: 500 } });
		expect((await world.create("New")).status).toBe(500);
		expect(world.projectNames()).toEqual(withNew);
		control.setQuirks({ failedWrites: "notDone" });
		control.misbehave({ do: { kind: "answer", status: 500 } });
		await world.create("Newer");
		expect(world.projectNames()).toEqual(withNew);
	});

	test("shortList: rows are missing from the list, and only from it", async () => {
		await using world = await openTestEmulator();
		const { control } = world.emulator;
		control.misbehave({ do: { kind: "shortList", missing: 1 } });
		const list = () => world.ask("GET", "/api/v1/projects");
		expect((await list()).body.projects).toHaveLength(1);
		expect((await list()).body.projects).toHaveLength(2);
		control.misbehave({ do: { kind: "shortList", missing: 99 } });
		expect((await list()).body).toEqual({ projects: [] });
		expect(world.projectNames()).toEqual(asItWas);
	});

	test("staleList: a read is answered from the past", async () => {
		let now = 1000;
		const environment = { now: () => now };
		await using world = await openTestEmulator({ environment });
		now += 60_000;
		await world.create("New");
		const staleList = { kind: "staleList", ageMs: 30_000 } as const;
		world.emulator.control.misbehave({ do: staleList });
		const list = () => world.ask("GET", "/api/v1/projects");
		expect((await list()).body.projects).toHaveLength(2);
		expect((await list()).body.projects).toHaveLength(3);
	});

	test("html: a page comes instead of JSON", async () => {
		await using world = await openTestEmulator();
		world.emulator.control.misbehave({ do: { kind: "html" } });
		const answer = await world.create("New");
		expect(answer.status).toBe(200);
		expect(answer.headers.get("content-type")).toContain("text/html");
		expect(answer.text).toContain("<!doctype html>");
		expect(world.projectNames()).toEqual(asItWas);
	});

	test.each([
		[429, 8],
		[503, 14],
	] as const)("retryAfter: %i says when to come back", async (status, code) => {
		await using world = await openTestEmulator();
		const { control } = world.emulator;
		control.misbehave({ do: { kind: "retryAfter", after: 7, status } });
		const answer = await world.create("New");
		expect(answer).toMatchObject({ status, body: { code } });
		expect(answer.headers.get("retry-after")).toBe("7");
		expect(world.projectNames()).toEqual(asItWas);
	});

	test("truncate: the body breaks off after it took place", async () => {
		await using world = await openTestEmulator();
		const { control } = world.emulator;
		control.misbehave({ do: { kind: "truncate", bytes: 5 } });
		await expect(world.create("New")).rejects.toThrow();
		expect(world.projectNames()).toEqual(withNew);
		expect(control.requests(onCreate)[0]?.engineStatus).toBe(200);
	});

	test("redirect: it points elsewhere and did not take place", async () => {
		await using world = await openTestEmulator();
		const location = "https://example.com/";
		world.emulator.control.misbehave({ do: { kind: "redirect", location } });
		const answer = await world.create("New");
		expect(answer.status).toBe(302);
		expect(answer.headers.get("location")).toBe(location);
		expect(world.projectNames()).toEqual(asItWas);
	});

	test("redirect and html: it took place when told so", async () => {
		await using world = await openTestEmulator();
		const { control } = world.emulator;
		const location = "https://example.com/";
		control.misbehave({ do: { kind: "redirect", location, tookPlace: true } });
		await world.create("New");
		expect(world.projectNames()).toEqual(withNew);
		control.misbehave({ do: { kind: "html", tookPlace: true } });
		await world.create("Newer");
		expect(world.projectNames()).toEqual([...withNew, "Newer"]);
	});

	test("late: the connection breaks, and it takes place when its time comes", async () => {
		const { environment, started } = createManualTimer();
		await using world = await openTestEmulator({ environment });
		const { control } = world.emulator;
		control.misbehave({ on: onCreate, do: { kind: "late", afterMs: 5000 } });
		await expect(world.create("New")).rejects.toThrow();
		expect(world.projectNames()).toEqual(asItWas);
		const fire = await started;
		fire();
		expect(world.projectNames()).toEqual(withNew);
		expect(control.requests(onCreate)[0]?.engineStatus).toBe(200);
	});
});

test("[EM54] what was to take place late is forgotten when the emulator closes", async () => {
	let cancelled = 0;
	const world = await openTestEmulator({
		environment: { after: () => () => void cancelled++ },
	});
	world.emulator.control.misbehave({ do: { kind: "late", afterMs: 1 } });
	await expect(world.create("New")).rejects.toThrow();
	await world.emulator.close();
	expect(cancelled).toBe(1);
});

/** One timer of five seconds, that fires when the test says so. */
function createManualTimer() {
	let start: (fire: () => void) => void = () => undefined;
	const started = new Promise<() => void>((resolve) => {
		start = resolve;
	});
	const after = (ms: number, callback: () => void) => {
		expect(ms).toBe(5000);
		start(callback);
		return () => undefined;
	};
	return { environment: { after }, started };
}
