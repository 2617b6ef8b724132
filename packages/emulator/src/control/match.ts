import * as z from "zod";
import { isRpcName, type RpcName } from "../machine/rpcs.js";

const rpcName = z.custom<RpcName>(
	(value) => typeof value === "string" && isRpcName(value),
	"must be the name of an rpc, as ListOrgs",
);

/** Which requests are meant. Every member that is given must fit; none given means all requests. */
export const matchSchema = z.strictObject({
	method: z.string().optional(),
	/** A path without query; `*` stands for anything but a slash, `**` for anything. */
	path: z.string().optional(),
	/** How it came: REST/JSON or gRPC. */
	transport: z.enum(["rest", "grpc"]).optional(),
	rpc: z.union([rpcName, z.array(rpcName).readonly()]).optional(),
	/** The id or e-mail of the account whose bearer the request carries. */
	account: z.string().optional(),
});

export type Match = Readonly<z.input<typeof matchSchema>>;

/** What a request is known by, before it is answered. */
export interface SeenRequest {
	readonly method: string;
	readonly path: string;
	readonly transport: "rest" | "grpc";
	readonly rpc: RpcName | null;
	readonly accountId: string | null;
	readonly email: string | null;
}

export function fits(match: Match, seen: SeenRequest): boolean {
	return (
		(match.method === undefined || match.method === seen.method) &&
		(match.path === undefined || fitsPath(match.path, seen.path)) &&
		(match.transport === undefined || match.transport === seen.transport) &&
		(match.rpc === undefined || fitsRpc(match.rpc, seen.rpc)) &&
		(match.account === undefined ||
			match.account === seen.accountId ||
			match.account === seen.email)
	);
}

function fitsRpc(
	wanted: RpcName | readonly RpcName[],
	rpc: RpcName | null,
): boolean {
	if (rpc === null) return false;
	return typeof wanted === "string" ? wanted === rpc : wanted.includes(rpc);
}

function fitsPath(pattern: string, path: string): boolean {
	const source = pattern
		.replace(/[.+?^${}()|[\]\\]/g, "\\$&")
		.replace(/\*\*|\*/g, (stars) => (stars === "**" ? ".*" : "[^/]*"));
	return new RegExp(`^${source}$`).test(path);
}
