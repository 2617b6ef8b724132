import { fileURLToPath } from "node:url";
import { build, defaultServerConditions } from "vite";

const PROGRAM = fileURLToPath(new URL("./node-program.ts", import.meta.url));

/** One file with all that the program needs, so that a start of it does not compile anything. */
export async function buildNodeProgram(outDir: string): Promise<void> {
	await build({
		configFile: false,
		logLevel: "error",
		ssr: {
			noExternal: true,
			resolve: {
				conditions: ["@engine-offline/source", ...defaultServerConditions],
			},
		},
		build: { ssr: PROGRAM, outDir, emptyOutDir: false, target: "node20" },
	});
}
