import { defaultClientConditions, defineConfig } from "vite";

/** Built from the sources, for the browser tests. */
export default defineConfig({
	logLevel: "error",
	resolve: {
		conditions: ["@engine-offline/source", ...defaultClientConditions],
		dedupe: ["rxjs", "react", "react-dom"],
	},
	build: { target: "es2022" },
});
