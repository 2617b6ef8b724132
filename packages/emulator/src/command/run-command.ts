import { TlsFileError } from "../certificate/tls-files.js";
import { createEmulator, type Emulator } from "../create-emulator.js";
import { DataFileError } from "../data/read.js";
import { FixtureError } from "../fixture/schema.js";
import { PortInUseError } from "../http/server.js";
import { greeting } from "./greeting.js";
import { readCommandLine, UsageError, usage } from "./options.js";

export interface Output {
	out(text: string): void;
	error(text: string): void;
}

export type CommandResult =
	| { readonly kind: "running"; readonly emulator: Emulator }
	| { readonly kind: "ended"; readonly exitCode: number };

/** Does what the arguments say. What the user can put right is said in a sentence; anything else is thrown. */
export async function runCommand(
	args: readonly string[],
	output: Output,
): Promise<CommandResult> {
	try {
		const line = readCommandLine(args);
		if (line.kind === "help") {
			output.out(usage);
			return { kind: "ended", exitCode: 0 };
		}
		const emulator = await createEmulator(line.options);
		output.out(greeting(emulator, line.options));
		return { kind: "running", emulator };
	} catch (error) {
		return { kind: "ended", exitCode: complain(error, output) };
	}
}

function complain(error: unknown, output: Output): number {
	if (error instanceof UsageError) {
		output.error(`${error.message}\n\n${usage}`);
		return 2;
	}
	if (
		error instanceof FixtureError ||
		error instanceof DataFileError ||
		error instanceof TlsFileError ||
		error instanceof PortInUseError
	) {
		output.error(error.message);
		return 1;
	}
	throw error;
}
