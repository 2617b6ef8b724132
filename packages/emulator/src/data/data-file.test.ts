import {
	appendFileSync,
	existsSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { expect, test } from "vitest";
import { createEmulator } from "../create-emulator.js";
import type { Change } from "../machine/change.js";
import { openTestEmulator } from "../test/emulator.js";
import { createTestFolder } from "../test/folder.js";
import { testFixture } from "../test/machine.js";
import { openDataFile } from "./data-file.js";
import { type Disk, nodeDisk } from "./disk.js";
import { DataFileError } from "./read.js";
import { header } from "./record.js";

const first: readonly Change[] = [
	{ table: "counters", key: "a", row: { value: 1 } },
];
const second: readonly Change[] = [
	{ table: "counters", key: "a", row: null },
	{ table: "counters", key: "b", row: { value: 2 } },
];

function writeTwo(file: string): string {
	const data = openDataFile(file);
	data.append(first);
	data.append(second);
	data.close();
	return readFileSync(file, "utf8");
}

function countersOf(file: string) {
	const data = openDataFile(file);
	data.close();
	const entries = [...data.state.counters].map(([key, row]) => [
		key,
		row.value,
	]);
	return { counters: Object.fromEntries(entries), torn: data.hadTornTail };
}

test("[EM42] what was appended is there at the next opening, and the one after", () => {
	using folder = createTestFolder();
	const file = folder.at("data");
	writeTwo(file);
	const both = { counters: { b: 2 }, torn: false };
	expect(countersOf(file)).toEqual(both);
	expect(countersOf(file)).toEqual(both);
	expect(readFileSync(file, "utf8").split("\n")).toHaveLength(3);
	expect(existsSync(`${file}.lock`)).toBe(false);
});

test("[EM42] opening and appending return only when what was written is on disk", () => {
	using folder = createTestFolder();
	const steps: string[] = [];
	const disk: Disk = {
		...nodeDisk,
		write: (handle, text) => {
			steps.push("write");
			nodeDisk.write(handle, text);
		},
		sync: (handle) => {
			steps.push("sync");
			nodeDisk.sync(handle);
		},
	};
	const data = openDataFile(folder.at("data"), disk);
	expect(steps.splice(0)).toEqual(["write", "sync"]);
	data.append(first);
	expect(steps).toEqual(["write", "sync"]);
	data.close();
});

test("[EM43] cut off anywhere in its last record, a file keeps what came before", () => {
	using folder = createTestFolder();
	const whole = writeTwo(folder.at("data"));
	const start = whole.lastIndexOf("\n", whole.length - 2) + 1;
	for (let end = start; end < whole.length; end++) {
		const file = folder.at(`cut-${end}`);
		writeFileSync(file, whole.slice(0, end));
		const torn = end > start;
		expect(countersOf(file)).toEqual({ counters: { a: 1 }, torn });
		expect(countersOf(file)).toEqual({ counters: { a: 1 }, torn: false });
	}
});

test("[EM43] cut off in its first line, a file is as good as new", () => {
	using folder = createTestFolder();
	for (let end = 0; end <= header.length; end++) {
		const file = folder.at(`cut-${end}`);
		writeFileSync(file, header.slice(0, end));
		expect(countersOf(file).counters).toEqual({});
	}
});

test("[EM43] a last record of garbage in place of a write is left out", () => {
	using folder = createTestFolder();
	const file = folder.at("data");
	writeTwo(file);
	appendFileSync(file, "0000000000000000 []\n");
	expect(countersOf(file)).toEqual({ counters: { b: 2 }, torn: true });
});

test("[EM43] damage before the end is refused with its line, and the file stays", () => {
	using folder = createTestFolder();
	const file = folder.at("data");
	const damaged = writeTwo(file).replace('"value":1', '"value":7');
	writeFileSync(file, damaged);
	expect(() => openDataFile(file)).toThrow(`${file}, line 2: the checksum`);
	expect(readFileSync(file, "utf8")).toBe(damaged);
	expect(existsSync(`${file}.lock`)).toBe(false);
});

test("[EM43] a file of something else is refused, and stays", () => {
	using folder = createTestFolder();
	const file = folder.at("notes.txt");
	writeFileSync(file, "My notes\n");
	expect(() => openDataFile(file)).toThrow("line 1: this is no data file");
	expect(readFileSync(file, "utf8")).toBe("My notes\n");
});

test("[EM43] a record of another version is refused with its line", () => {
	using folder = createTestFolder();
	const file = folder.at("data");
	const data = openDataFile(file);
	const unknown: unknown = [{ table: "plans", key: "a", row: null }];
	// What a later version might write.
	data.append(unknown as readonly Change[]);
	data.close();
	expect(() => openDataFile(file)).toThrow("line 2: this record is not one of");
});

test("[EM44] a second opening is refused while the first one lasts", () => {
	using folder = createTestFolder();
	const file = folder.at("data");
	const data = openDataFile(file);
	expect(() => openDataFile(file)).toThrow(`in use by process ${process.pid}`);
	data.close();
	openDataFile(file).close();
});

test("[EM44] a lock of nobody is taken over", () => {
	using folder = createTestFolder();
	const file = folder.at("data");
	for (const content of ["", "no number", "99999999"]) {
		writeFileSync(`${file}.lock`, content);
		openDataFile(file).close();
	}
});

test("[EM44] a folder that is not there is said", () => {
	using folder = createTestFolder();
	const file = folder.at("nowhere/data");
	expect(() => openDataFile(file)).toThrow(DataFileError);
	expect(() => openDataFile(file)).toThrow("does its folder exist?");
});

test("[EM42] an emulator goes on where it was closed, tokens included", async () => {
	using folder = createTestFolder();
	const data = folder.at("data");
	let token = "";
	{
		await using world = await openTestEmulator({ data });
		token = await world.signIn("owner");
		expect((await world.create("New")).status).toBe(200);
		expect(world.emulator.data?.wasThere).toBe(false);
	}
	await using world = await openTestEmulator({ data });
	expect(world.emulator.data?.wasThere).toBe(true);
	expect(world.projectNames()).toEqual(["Lamp", "Foghorn", "New"]);
	expect((await world.create("Newer")).status).toBe(200);
	const headers = { authorization: `Bearer ${token}` };
	const url = `${world.emulator.url}/api/v1/projects`;
	const { projects } = await (await fetch(url, { headers })).json();
	const ids = projects.map((project: { id: string }) => project.id);
	expect(new Set(ids).size).toBe(4);
});

test("[EM45] a record that failed half-way is cut off, and the next one counts", () => {
	using folder = createTestFolder();
	const file = folder.at("data");
	let failing: "write" | "sync" | null = null;
	const disk: Disk = {
		...nodeDisk,
		write: (handle, text) => {
			if (failing !== "write") return nodeDisk.write(handle, text);
			nodeDisk.write(handle, text.slice(0, 9));
			throw new Error("no space");
		},
		sync: () => {
			if (failing === "sync") throw new Error("bad disk");
		},
	};
	const data = openDataFile(file, disk);
	for (const next of ["write", "sync"] as const) {
		failing = next;
		expect(() => data.append(second)).toThrow(/no space|bad disk/);
	}
	failing = null;
	data.append(first);
	data.close();
	expect(() => data.append(second)).toThrow("closed");
	expect(countersOf(file)).toEqual({ counters: { a: 1 }, torn: false });
});

test("[EM45] after a record that could not be cut off nothing more is taken", () => {
	using folder = createTestFolder();
	const file = folder.at("data");
	let isFailing = false;
	const fail = () => {
		if (isFailing) throw new Error("bad disk");
	};
	const data = openDataFile(file, { ...nodeDisk, sync: fail, truncate: fail });
	data.append(first);
	isFailing = true;
	expect(() => data.append(second)).toThrow("bad disk");
	isFailing = false;
	expect(() => data.append(second)).toThrow("closed or broken");
	data.close();
});

test("[EM45] a write that cannot be made durable is INTERNAL and did not take place", async () => {
	using folder = createTestFolder();
	const emulator = await createEmulator({
		data: folder.at("data"),
		fixtures: testFixture,
	});
	const before = emulator.machine.state();
	await emulator.close();
	const response = emulator.machine.handle({
		method: "POST",
		url: "/api/v1/users:signInWithEmail",
		body: JSON.stringify(emulator.accounts[0]),
	});
	expect(response.status).toBe(500);
	expect(response.body).toContain("INTERNAL_ERROR");
	expect(emulator.machine.state()).toBe(before);
});
