import type { DescMessage } from "@bufbuild/protobuf";
import { services } from "@engine-offline/wire";
import { isRpcName, type RpcName } from "../machine/rpcs.js";

/** One rpc as gRPC knows it. */
export interface GrpcRpc {
	readonly rpc: RpcName;
	readonly path: string;
	readonly input: DescMessage;
	readonly output: DescMessage;
}

/** Every call of the interface that the machine has, by its path. */
export const rpcByPath: ReadonlyMap<string, GrpcRpc> = new Map(
	services.flatMap(({ typeName, methods }) =>
		methods.flatMap(({ name, input, output }) => {
			if (!isRpcName(name)) return [];
			const path = `/${typeName}/${name}`;
			return [[path, { rpc: name, path, input, output }] as const];
		}),
	),
);
