import { createRequire, Module } from "node:module";

/** The installed react-dom 18 finds React 19 as its peer: what it requires is sent to React 18. */
const require = createRequire(import.meta.url);
const resolve: unknown = Reflect.get(Module, "_resolveFilename");
if (typeof resolve !== "function")
	throw new Error("This Node has no Module._resolveFilename.");
Reflect.set(Module, "_resolveFilename", (name: string, ...rest: unknown[]) =>
	name === "react" || name.startsWith("react/")
		? require.resolve(name.replace("react", "react-18"))
		: Reflect.apply(resolve, Module, [name, ...rest]),
);
