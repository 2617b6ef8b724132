import { defineConfig } from "vitest/config";

const conditions = ["@engine-offline/source", "module", "node", "default"];

export default defineConfig({
	resolve: { conditions },
	ssr: { resolve: { conditions } },
	test: { root: "src", include: ["**/*.test.ts"], environment: "node" },
});
