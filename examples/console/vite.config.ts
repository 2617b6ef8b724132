import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";

export default defineConfig({
	plugins: [react()],
	resolve: {
		// The packages of this workspace are taken from their source: nothing has to be built first.
		conditions: ["@engine-offline/source", ...defaultClientConditions],
		dedupe: ["rxjs", "react", "react-dom"],
	},
	server: { host: "127.0.0.1", port: 5173 },
	preview: { host: "127.0.0.1", port: 5173 },
	build: { target: "es2022" },
});
