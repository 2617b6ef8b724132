import { defineConfig } from "vitest/config";
import { readmeSnippets } from "./packages/react/src/test/readme-snippets.ts";

const nodeConditions = ["@engine-offline/source", "module", "node", "default"];

const project = (name: string, root: string) => ({
	extends: true as const,
	test: {
		name,
		root,
		include: ["**/*.test.ts"],
		environment: "node",
		// Only against hanging for ever: machines are shared, and no test is about time.
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
});
const browserConditions = ["browser", ...nodeConditions];

/** The life of tabs and processes has a command of its own, which names the engine. */
const browserProject = () => {
	const { test, ...rest } = project("browser", "test/browser");
	const isNamed = process.env.BROWSER_ENGINE !== undefined;
	return {
		...rest,
		test: {
			...test,
			exclude: isNamed ? [] : ["life-cycle/**"],
			// After all others, and one file at a time: a page and its browser want the machine for themselves.
			sequence: { groupOrder: 1 },
			fileParallelism: false,
		},
	};
};

/** The same tests with the newest React and with the oldest that is supported. */
const reactProjects = (root: string) => {
	const { test, ...rest } = project("react", root);
	const include = ["**/*.test.ts", "**/*.test.tsx"];
	const newest = { ...test, include, environment: "happy-dom" };
	return [
		{
			...rest,
			plugins: [readmeSnippets()],
			resolve: { conditions: browserConditions },
			ssr: { resolve: { conditions: browserConditions } },
			test: {
				...newest,
				env: { REACT_MAJOR: "19" },
				// Left to Node, these would be what renders on a server.
				server: { deps: { inline: [/svelte/, /esm-env/, /solid-js/] } },
			},
		},
		{
			...rest,
			resolve: {
				alias: [
					{ find: /^react(?=$|\/)/, replacement: "react-18" },
					{ find: /^react-dom(?=$|\/)/, replacement: "react-dom-18" },
				],
			},
			test: {
				...newest,
				name: "react-18",
				env: { REACT_MAJOR: "18" },
				include: ["hooks/**/*.test.tsx", "inspector/**/*.test.tsx"],
				setupFiles: ["test/react-18.ts"],
			},
		},
	];
};

export default defineConfig({
	resolve: { conditions: nodeConditions },
	ssr: { resolve: { conditions: nodeConditions } },
	test: {
		// Vitest leaves a core idle, which on a small machine is half of it.
		maxWorkers: "100%",
		projects: [
			project("core", "packages/core/src"),
			project("sync", "packages/sync/src"),
			project("emulator", "packages/emulator/src"),
			project("simulation", "packages/simulation/src"),
			project("wire", "packages/wire/src"),
			...reactProjects("packages/react/src"),
			project("quick-start", "examples/quick-start/src"),
			project("console", "examples/console/src"),
			browserProject(),
			project("kills", "test/kills"),
			project("faults", "test/faults"),
		],
	},
});
