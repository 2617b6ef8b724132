import { EngineError } from "@engine-offline/core";
import type { Credentials } from "../session/credentials.js";
import type { EngineConfig } from "./engine-config.js";
import { readTarget } from "./target.js";

type Variables = Readonly<Record<string, string | undefined>>;

export type FoundInVariables =
	| { readonly complete: true; readonly config: EngineConfig }
	/** A sentence that says what is not there. */
	| { readonly complete: false; readonly lacking: string };

/** Complete is a target with a custom token, or with an e-mail and a password; a token wins. Empty is not set. */
export function readVariables(variables: Variables): FoundInVariables {
	const target = variables.AIA_ENGINE_API_TARGET;
	const credentials = readCredentials(variables);
	if (!target || credentials === undefined)
		return { complete: false, lacking: lacking(variables) };
	return {
		complete: true,
		config: {
			target: readTarget(target, "AIA_ENGINE_API_TARGET"),
			secure: readSecure(variables.AIA_ENGINE_API_SECURE),
			credentials,
		},
	};
}

function readCredentials(variables: Variables): Credentials | undefined {
	const token = variables.AIA_ENGINE_API_CUSTOM_TOKEN;
	if (token) return { by: "custom-token", token };
	const email = variables.AIA_ENGINE_API_EMAIL;
	const password = variables.AIA_ENGINE_API_PASSWORD;
	return email && password ? { by: "password", email, password } : undefined;
}

function lacking(variables: Variables): string {
	if (!variables.AIA_ENGINE_API_TARGET)
		return "AIA_ENGINE_API_TARGET is not set: the base URL of the Engine.";
	if (variables.AIA_ENGINE_API_EMAIL)
		return "AIA_ENGINE_API_EMAIL is set, but AIA_ENGINE_API_PASSWORD is not.";
	if (variables.AIA_ENGINE_API_PASSWORD)
		return "AIA_ENGINE_API_PASSWORD is set, but AIA_ENGINE_API_EMAIL is not.";
	return "AIA_ENGINE_API_TARGET is set, but neither AIA_ENGINE_API_CUSTOM_TOKEN, nor AIA_ENGINE_API_EMAIL with AIA_ENGINE_API_PASSWORD.";
}

/** Not guessed: a typo here would send a password without TLS, or not at all. */
function readSecure(value: string | undefined): boolean {
	const word = value?.trim().toLowerCase() ?? "";
	if (["", "true", "1"].includes(word)) return true;
	if (["false", "0"].includes(word)) return false;
	throw new EngineError(
		"INVALID_CONFIG",
		"AIA_ENGINE_API_SECURE must be true or false. Correct it, or leave it out for true.",
	);
}
