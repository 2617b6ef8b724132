import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runCommandToEnd, startCommand } from "./test/command.js";
import { createTestFolder } from "./test/folder.js";

const patient = { timeout: 60_000 };

test(
	"[EM48] it prints address, accounts, and a line that signs in",
	patient,
	async () => {
		await using command = await startCommand("--port", "0", "--control");
		const printed = command.output();
		expect(printed).toMatch(/^The Engine emulator listens on http:\/\/127/);
		expect(printed).toContain(`Control API: ${command.url}/control/v1`);
		expect(printed).toContain("olivia.marlowe@example.com");
		const line = printed.split("\n").find((one) => one.includes("curl"));
		const answer = execFileSync("sh", ["-c", line ?? ""], { encoding: "utf8" });
		const { token } = JSON.parse(answer);
		const asked = await fetch(`${command.url}/api/v1/orgs`, {
			headers: { authorization: `Bearer ${token}` },
		});
		expect((await asked.json()).orgs).toHaveLength(208);
		const port = new URL(command.url).port;
		const second = await runCommandToEnd("--port", port);
		expect(second.exitCode).toBe(1);
		expect(second.errors).toContain(
			`Port ${port} is in use by another program. End that program, or choose another port.`,
		);
	},
);

test(
	"[EM48] a fixture that is not right is said with an exit code",
	patient,
	async () => {
		using folder = createTestFolder();
		const file = folder.at("fixture.json");
		writeFileSync(file, '{"orgs": [{"name": "A"}, {"name": ""}]}');
		const { exitCode, errors } = await runCommandToEnd("--fixtures", file);
		expect(exitCode).toBe(1);
		expect(errors).toContain("orgs[1].name: must not be empty");
	},
);

test(
	"[EM42] [EM44] what was answered is there after SIGKILL, three times over",
	patient,
	async () => {
		using folder = createTestFolder();
		const args = ["--port", "0", "--data", folder.at("data")];
		const answered = new Set<string>();
		for (const kills of [1, 2, 3]) {
			await using command = await startCommand(...args);
			const api = await signIn(command.url);
			expect(await api.namesOf(answered)).toEqual([...answered]);
			const write = async (writer: number) => {
				for (let n = 0; ; n++) {
					const name = `kill ${kills} writer ${writer} write ${n}`;
					await api.create(name);
					answered.add(name);
					if (answered.size >= kills * 25) await command.kill();
				}
			};
			const ends = await Promise.allSettled([1, 2, 3, 4].map(write));
			for (const end of ends) expect(end.status).toBe("rejected");
		}
		await using command = await startCommand(...args);
		const api = await signIn(command.url);
		expect(answered.size).toBeGreaterThanOrEqual(75);
		expect(await api.namesOf(answered)).toEqual([...answered]);
	},
);

async function signIn(url: string) {
	const send = async (method: string, path: string, body?: object) => {
		const response = await fetch(`${url}/api/v1${path}`, {
			method,
			headers: { authorization: `Bearer ${token}` },
			...(body && { body: JSON.stringify(body) }),
		});
		expect(response.status).toBe(200);
		return response.json();
	};
	let token = "";
	const password = "offline-first-1";
	const owner = { email: "olivia.marlowe@example.com", password };
	({ token } = await send("POST", "/users:signInWithEmail", owner));
	const { orgs } = await send("GET", "/orgs");
	return {
		create: (name: string) =>
			send("POST", "/projects", { name, orgId: orgs[0].id }),
		/** Those of the wanted names that are there, in the order in which they are wanted. */
		namesOf: async (wanted: ReadonlySet<string>) => {
			const { projects } = await send("GET", `/orgs/${orgs[0].id}/projects`);
			const names = new Set(projects.map((p: { name: string }) => p.name));
			return [...wanted].filter((name) => names.has(name));
		},
	};
}
