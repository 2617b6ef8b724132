import { EngineError, systemEnvironment } from "@engine-offline/core";
import { firstValueFrom, Subject } from "rxjs";
import { describe, expect, it } from "vitest";
import type { Status } from "../status/status.js";
import { createFlightRecorder } from "./flight-recorder.js";
import { readRecording } from "./recording.js";

const environment = { ...systemEnvironment(), now: () => 7 };

describe("the flight recorder", () => {
	it("[FR1] keeps so many events, and the oldest go first", () => {
		const recorder = createFlightRecorder({ keep: 3, environment });
		for (let count = 1; count <= 10; count++) recorder.note(`note ${count}`);
		expect(recorder.events().map(({ number }) => number)).toEqual([8, 9, 10]);
		expect(recorder.events()[0]).toEqual({
			number: 8,
			at: 7,
			what: { kind: "note", note: "note 8" },
		});
	});
	it("[FR1] a full recorder of long texts is a file of bounded size", () => {
		const recorder = createFlightRecorder({ reveal: true, environment });
		const long = "x".repeat(100_000);
		for (let count = 0; count < 3_000; count++)
			recorder.observe({
				kind: "list-failed",
				scope: `a:${long}`,
				message: long,
			});
		expect(recorder.events().length).toBe(2_000);
		expect(recorder.save().length).toBeLessThan(2_500_000);
	});
	it("[FR2] gives the same array until something happens, and says when", async () => {
		const recorder = createFlightRecorder({ environment });
		const before = recorder.events();
		expect(recorder.events()).toBe(before);
		const told = firstValueFrom(recorder.changes$);
		recorder.note("now");
		await told;
		expect(recorder.events()).not.toBe(before);
	});
	it("[FR3] writes down no message, and no id that an app chose, but tells ids apart", () => {
		const recorder = createFlightRecorder({ environment });
		const uuid = "0b5e7a94-7a0f-4a58-9f51-2f6c1f0f3d11";
		const secret = "eve@example.com";
		for (const id of [uuid, secret, "mallory@example.com"])
			recorder.observe({
				kind: "sent",
				collection: "orgs",
				id,
				change: "update",
			});
		recorder.observe({
			kind: "list-failed",
			scope: `org-users:${secret}`,
			message: `${secret} may not`,
		});
		recorder.observe({ kind: "removed", collection: "users", id: secret });
		recorder.observe({ kind: "held", scope: `org-users:${secret}`, count: 21 });
		recorder.observe({
			kind: "failed",
			task: `orgs/${secret}`,
			error: new EngineError("STORAGE_FAILED", `no room for ${secret}`),
		});
		recorder.observe({
			kind: "failed",
			task: `list:org-users:${secret}`,
			error: secret,
		});
		const ids = recorder
			.events()
			.flatMap(({ what }) => (what.kind === "sent" ? [what.id] : []));
		expect(ids[0]).toBe(uuid);
		expect(new Set(ids).size).toBe(3);
		expect(recorder.save()).not.toContain("example.com");
		expect(recorder.save()).toContain("EngineError STORAGE_FAILED");
	});
	it("[FR4] an app that says so gets messages and ids as they are", () => {
		const recorder = createFlightRecorder({ reveal: true, environment });
		recorder.observe({
			kind: "list-failed",
			scope: "org-users:acme",
			message: "Acme is closed.",
		});
		expect(recorder.events()[0]?.what).toEqual({
			kind: "list-failed",
			scope: "org-users:acme",
			message: "Acme is closed.",
		});
	});
	it("[FR5] writes down the states of replicator and session until it is ended", () => {
		const recorder = createFlightRecorder({ environment });
		const status$ = new Subject<Status>();
		const state$ = new Subject<{
			readonly name: "idle";
			readonly message: string;
		}>();
		const end = recorder.follow({ status$ }, { state$ });
		status$.next({
			state: "in-sync",
			waiting: 0,
			inDoubt: 0,
			parked: 0,
			issues: 0,
			waitingSince: 0,
			asOf: 5,
		});
		state$.next({ name: "idle", message: "for eve@example.com" });
		end();
		state$.next({ name: "idle", message: "" });
		expect(recorder.events().map(({ what }) => what)).toEqual([
			{
				kind: "status",
				state: "in-sync",
				waiting: 0,
				inDoubt: 0,
				parked: 0,
				issues: 0,
			},
			{ kind: "session", state: "idle" },
		]);
	});
	it("[FR6] a saved file reads back as it was", () => {
		const recorder = createFlightRecorder({ environment });
		recorder.note("hello");
		const read = readRecording(recorder.save());
		expect(read).toEqual({
			ok: true,
			recording: {
				format: "engine-offline flight recording",
				version: 1,
				savedAt: 7,
				reveal: false,
				events: recorder.events(),
			},
		});
	});
	it("[FR7] any other file is refused in a sentence, and does nothing", () => {
		const recorder = createFlightRecorder({ environment });
		recorder.note("hello");
		const good = recorder.save();
		const files = [
			"",
			"{",
			"null",
			"[]",
			"{}",
			good.replace('"version": 1', '"version": 2'),
			good.replace('"note": "hello"', '"note": 7'),
			good.replace('"note": "hello"', `"note": "${"x".repeat(301)}"`),
			good.replace('"kind": "note"', '"kind": "other"'),
			good.replace('"number": 1', '"number": 1, "extra": 1'),
			'{"__proto__": {"polluted": 1}}',
		];
		for (const file of files)
			expect(readRecording(file)).toEqual({
				ok: false,
				problem: expect.stringContaining("no flight recording"),
			});
		expect(readRecording("x".repeat(64 * 1024 * 1024 + 1)).ok).toBe(false);
		expect(Reflect.get({}, "polluted")).toBe(undefined);
	});
});
