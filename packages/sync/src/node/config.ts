import { EngineError } from "@engine-offline/core";
import { readConfigFile } from "./config-file.js";
import { readVariables } from "./config-variables.js";
import type { EngineConfig } from "./engine-config.js";

/** Where configuration is read from. */
export interface ConfigSources {
	readonly variables: Readonly<Record<string, string | undefined>>;
	readonly readText: (file: string) => Promise<string>;
}

/**
 * Reads what the Engine's own SDKs read: the variables `AIA_ENGINE_API_*` when they are complete, else the JSON file
 * that `AIA_ENGINE_CONFIG_FILE` names. Throws `INVALID_CONFIG`, which names the variable, or the file and its field
 * or line, and says what to do; never a value, since any of them may be a secret in the wrong place.
 */
export async function readEngineConfig(
	sources: ConfigSources,
): Promise<EngineConfig> {
	const { variables, readText } = sources;
	const found = readVariables(variables);
	if (found.complete) return found.config;
	const file = variables.AIA_ENGINE_CONFIG_FILE;
	if (file) return readConfigFile(file, readText);
	throw new EngineError(
		"INVALID_CONFIG",
		`${found.lacking} Set it, or name a configuration file in AIA_ENGINE_CONFIG_FILE.`,
	);
}
