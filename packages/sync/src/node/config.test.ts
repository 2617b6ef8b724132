import { inspect } from "node:util";
import { EngineError } from "@engine-offline/core";
import { expect, test } from "vitest";
import { readEngineConfig } from "./config.js";
import type { EngineConfig } from "./engine-config.js";

const baseUrl = "https://engine.example.com";
const file = "/etc/engine.json";
const byToken = { by: "custom-token", token: "canary-token" };
const byPassword = {
	by: "password",
	email: "ada@example.com",
	password: "canary-password",
};

const passwordVariables = {
	AIA_ENGINE_API_EMAIL: "ada@example.com",
	AIA_ENGINE_API_PASSWORD: "canary-password",
};

const goodFile = {
	target: "grpc.example.com:443",
	auth: {
		provider: "email_password",
		data: { email: "ada@example.com", password: "canary-password" },
	},
};

function read(
	variables: Readonly<Record<string, string>>,
	content?: unknown,
): Promise<EngineConfig> {
	const text = typeof content === "string" ? content : JSON.stringify(content);
	return readEngineConfig({
		variables,
		readText: async () => {
			if (content === undefined) throw new Error("ENOENT");
			return text;
		},
	});
}

const readFileOnly = (content: unknown) =>
	read({ AIA_ENGINE_CONFIG_FILE: file }, content);

/** The message of the refusal, after proving that nothing of it holds a secret. */
async function faultOf(reading: Promise<unknown>): Promise<string> {
	const error = await reading.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(EngineError);
	expect(error).toMatchObject({ code: "INVALID_CONFIG" });
	expect(inspect(error, { depth: 9 })).not.toContain("canary");
	return error instanceof EngineError ? error.message : "";
}

test("[CF1] variables with a token, or with e-mail and password; a token wins", async () => {
	const target = { AIA_ENGINE_API_TARGET: baseUrl };
	const token = { AIA_ENGINE_API_CUSTOM_TOKEN: "canary-token" };
	expect(await read({ ...target, ...token })).toEqual({
		target: { kind: "rest", baseUrl },
		secure: true,
		credentials: byToken,
	});
	const withPassword = await read({ ...target, ...passwordVariables });
	expect(withPassword.credentials).toEqual(byPassword);
	const both = await read({ ...target, ...token, ...passwordVariables });
	expect(both.credentials).toEqual(byToken);
});

test("[CF2] complete variables win over the file, incomplete ones do not", async () => {
	const named = { AIA_ENGINE_CONFIG_FILE: file };
	const target = { AIA_ENGINE_API_TARGET: baseUrl };
	const complete = { ...named, ...target, ...passwordVariables };
	expect((await read(complete, goodFile)).target.kind).toBe("rest");
	for (const incomplete of [
		named,
		{ ...named, ...target },
		{ ...named, ...passwordVariables },
		{ ...named, ...target, AIA_ENGINE_API_EMAIL: "grace@example.com" },
		{ ...complete, AIA_ENGINE_API_PASSWORD: "" },
	])
		expect(await read(incomplete, goodFile)).toEqual({
			target: { kind: "grpc", host: "grpc.example.com", port: 443 },
			secure: true,
			credentials: byPassword,
		});
});

test("[CF3] providers of the file: email_password, its synonym password, token", async () => {
	const { data } = goodFile.auth;
	const synonym = { ...goodFile, auth: { provider: "password", data } };
	expect((await readFileOnly(synonym)).credentials).toEqual(byPassword);
	const auth = { provider: "token", data: { token: "canary-token" } };
	const token = { target: baseUrl, secure: false, auth, comment: "kept out" };
	expect(await readFileOnly(token)).toEqual({
		target: { kind: "rest", baseUrl },
		secure: false,
		credentials: byToken,
	});
	const marked = `\ufeff${JSON.stringify(goodFile)}`;
	expect((await readFileOnly(marked)).credentials).toEqual(byPassword);
});

test.each([
	["true", true],
	["TRUE", true],
	["1", true],
	["", true],
	["false", false],
	["0", false],
])("[CF4] AIA_ENGINE_API_SECURE %j is %s", async (word, secure) => {
	const variables = {
		AIA_ENGINE_API_TARGET: "localhost:4811",
		AIA_ENGINE_API_SECURE: word,
		...passwordVariables,
	};
	expect((await read(variables)).secure).toBe(secure);
	const typo = read({ ...variables, AIA_ENGINE_API_SECURE: "flase" });
	expect(await faultOf(typo)).toContain("AIA_ENGINE_API_SECURE");
});

test.each<[string, Readonly<Record<string, string>>]>([
	["AIA_ENGINE_API_TARGET is not set", {}],
	["AIA_ENGINE_API_TARGET is not set", passwordVariables],
	["neither AIA_ENGINE_API_CUSTOM_TOKEN", { AIA_ENGINE_API_TARGET: baseUrl }],
	[
		"AIA_ENGINE_API_PASSWORD is not",
		{ AIA_ENGINE_API_TARGET: baseUrl, AIA_ENGINE_API_EMAIL: "a@b.c" },
	],
	[
		"AIA_ENGINE_API_EMAIL is not",
		{ AIA_ENGINE_API_TARGET: baseUrl, AIA_ENGINE_API_PASSWORD: "canary" },
	],
])("[CF5] without a file: says that %s", async (lacking, variables) => {
	const fault = await faultOf(read(variables));
	expect(fault).toContain(lacking);
	expect(fault).toContain("AIA_ENGINE_CONFIG_FILE");
});

test.each([
	"engine.example.com",
	"engine.example.com:0",
	"engine.example.com:99999",
	"engine.example.com:port",
	"a b:443",
	"http://engine.example.com",
	"https://user:canary@engine.example.com",
	"ftp://engine.example.com",
])(
	"[CF6] the target %j is refused by name, from a variable and from a file",
	async (target) => {
		const variables = { AIA_ENGINE_API_TARGET: target, ...passwordVariables };
		expect(await faultOf(read(variables))).toContain("AIA_ENGINE_API_TARGET");
		const fault = await faultOf(readFileOnly({ ...goodFile, target }));
		expect(fault).toContain(`The field target of ${file}`);
	},
);

const { data } = goodFile.auth;

test.each<[string, unknown]>([
	["must be an object", []],
	["the field target", { auth: goodFile.auth }],
	["the field target", { ...goodFile, target: "" }],
	["the field secure", { ...goodFile, secure: "canary" }],
	["the field auth", { target: baseUrl }],
	[
		"the field auth.provider",
		{ ...goodFile, auth: { provider: "canary", data } },
	],
	["the field auth.data", { ...goodFile, auth: { provider: "password" } }],
	[
		"the field auth.data.password",
		{ ...goodFile, auth: { provider: "password", data: { email: "a@b.c" } } },
	],
	[
		"the field auth.data.email",
		{
			...goodFile,
			auth: { provider: "password", data: { email: 5, password: "canary" } },
		},
	],
	[
		"the field auth.data.token",
		{ ...goodFile, auth: { provider: "token", data: { token: "" } } },
	],
])("[CF7] a file with a fault in %s", async (where, content) => {
	const fault = await faultOf(readFileOnly(content));
	expect(fault).toContain(file);
	expect(fault).toContain(where);
	expect(fault).toMatch(/Correct the file\.$/);
});

test.each<[number, string]>([
	[1, ""],
	[1, "canary"],
	[3, '{\n\t"target": "x",\n\tcanary: 1\n}'],
	[3, '{\n\t"auth": {"password": "canary"}\n\t"target": "x"\n}'],
	[4, '{\n\t"target": "x",\n\t"secure": true,\n}'],
	[2, '{\n\t"password": "canary\n}'],
	[3, "[1,\n2,\n"],
	[2, "{}\n{}"],
])("[CF8] a file that is no JSON: line %d", async (line, text) => {
	const fault = await faultOf(readFileOnly(text));
	expect(fault).toContain(`${file} is not valid JSON: see line ${line}.`);
});

test("[CF8] a file that cannot be read is named, with the variable that named it", async () => {
	const fault = await faultOf(readFileOnly(undefined));
	expect(fault).toContain(file);
	expect(fault).toContain("AIA_ENGINE_CONFIG_FILE");
});
