import * as tls from "node:tls";

/**
 * The authorities that this machine trusts: those of Node, and where Node can read them (from 22.15 on) those of the
 * operating system. Undefined leaves it to Node.
 */
export function trustedRoots(): string[] | undefined {
	const get: unknown = Reflect.get(tls, "getCACertificates");
	if (typeof get !== "function") return undefined;
	return [...new Set<string>([...get("default"), ...get("system")])];
}
