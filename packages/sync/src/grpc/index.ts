export { grpcEngine } from "./grpc-engine.js";
export type {
	GrpcEnvironment,
	GrpcOptions,
	Keepalive,
} from "./grpc-options.js";
