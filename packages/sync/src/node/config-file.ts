import { EngineError } from "@engine-offline/core";
import * as z from "zod";
import type { Credentials } from "../session/credentials.js";
import type { EngineConfig } from "./engine-config.js";
import { jsonErrorLine } from "./json-error-line.js";
import { readTarget } from "./target.js";

const filled = z
	.string("must be a text")
	.min(1, "must not be empty")
	.max(16_384, "is too long");

const byPassword = z.object(
	{ email: filled, password: filled },
	"must hold an email and a password",
);

const auth = z.discriminatedUnion(
	"provider",
	[
		z.object({ provider: z.literal("email_password"), data: byPassword }),
		z.object({ provider: z.literal("password"), data: byPassword }),
		z.object({
			provider: z.literal("token"),
			data: z.object({ token: filled }, "must hold a token"),
		}),
	],
	"must have a provider: email_password, password or token",
);

const configFile = z.object(
	{
		target: filled,
		secure: z.boolean("must be true or false").default(true),
		auth,
	},
	"must be an object with target and auth",
);

/** Unknown fields are let be: other SDKs read the same file. Throws `INVALID_CONFIG`. */
export async function readConfigFile(
	file: string,
	readText: (file: string) => Promise<string>,
): Promise<EngineConfig> {
	const json = parse(await read(file, readText), file);
	const parsed = configFile.safeParse(json);
	if (!parsed.success) throw invalid(file, firstFault(parsed.error));
	const { target, secure } = parsed.data;
	return {
		target: readTarget(target, `The field target of ${file}`),
		secure,
		credentials: credentialsOf(parsed.data.auth),
	};
}

async function read(
	file: string,
	readText: (file: string) => Promise<string>,
): Promise<string> {
	try {
		return await readText(file);
	} catch (cause) {
		throw new EngineError(
			"INVALID_CONFIG",
			`The configuration file ${file}, named in AIA_ENGINE_CONFIG_FILE, cannot be read. Check the path and its permissions.`,
			{ cause },
		);
	}
}

/** The parser's own error quotes the text, secrets and all: it is neither shown nor passed on as a cause. */
function parse(text: string, file: string): unknown {
	const plain = text.replace(/^\ufeff/, "");
	try {
		return JSON.parse(plain);
	} catch {
		throw invalid(file, `is not valid JSON: see line ${jsonErrorLine(plain)}`);
	}
}

/** The messages above hold no value of the file, nor does the path. */
function firstFault(error: z.ZodError): string {
	const [issue] = error.issues;
	const path = issue?.path.join(".") ?? "";
	const message = issue?.message ?? "cannot be read";
	return path === ""
		? message
		: `has a fault in the field ${path}: it ${message}`;
}

function invalid(file: string, fault: string): EngineError {
	return new EngineError(
		"INVALID_CONFIG",
		`The configuration file ${file} ${fault}. Correct the file.`,
	);
}

function credentialsOf(given: z.infer<typeof auth>): Credentials {
	switch (given.provider) {
		case "token":
			return { by: "custom-token", token: given.data.token };
		case "password":
		case "email_password": {
			const { email, password } = given.data;
			return { by: "password", email, password };
		}
	}
}
