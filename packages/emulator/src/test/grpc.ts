import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import {
	createEmulator,
	type Emulator,
	type EmulatorOptions,
} from "../create-emulator.js";
import { developmentPassword } from "../fixture/people.js";
import { testFixture, type Who, who } from "./machine.js";

type Message = Readonly<Record<string, unknown>>;

/** What an ordinary client got: a message, or the error it raised. */
export interface GrpcResult {
	/** The number of the gRPC status; 0 is OK. */
	readonly code: number;
	readonly message: Message;
	readonly text: string;
	readonly metadata: grpc.Metadata | undefined;
}

export interface TestGrpc extends AsyncDisposable {
	readonly emulator: Emulator;
	readonly target: string;
	readonly orgId: string;
	/** Asks as the owner, through the gRPC library of Node and what it makes of the `.proto` files. */
	readonly ask: (rpc: string, request?: Message) => Promise<GrpcResult>;
	readonly signIn: (person: Who) => Promise<string>;
	readonly create: (name: string) => Promise<GrpcResult>;
	readonly projectNames: () => string[];
}

const require = createRequire(import.meta.url);
const wire = dirname(
	require.resolve("@engine-offline/wire/proto/api/common.proto"),
);

/** The interface as an ordinary client reads it. */
export const definition = loadSync(
	[
		...["org", "project", "user", "config"].map((name) => `api/${name}.proto`),
		"grpc/health/v1/health.proto",
		"grpc/reflection/v1/reflection.proto",
	],
	{
		includeDirs: [join(wire, "..")],
		longs: String,
		defaults: true,
		bytes: Buffer,
		enums: String,
		oneofs: true,
	},
);

const services = ["Org", "Project", "User", "Config"].map(
	(name) => `api.${name}Service`,
);

export interface TestGrpcOptions extends EmulatorOptions {
	/** Whether the client uses TLS. */
	readonly tls?: boolean;
}

/** An emulator that speaks gRPC, and an ordinary client of its owner. */
export async function openTestGrpc(
	options: TestGrpcOptions = {},
): Promise<TestGrpc> {
	const { tls = false, ...rest } = options;
	const emulator = await createEmulator({
		fixtures: testFixture,
		seed: "test",
		grpcPort: 0,
		...rest,
	});
	const { target, certificate } = emulator.grpc ?? {
		target: "",
		certificate: "",
	};
	const credentials = tls
		? grpc.credentials.createSsl(readFileSync(certificate))
		: grpc.credentials.createInsecure();
	const client = new grpc.Client(target, credentials, {
		"grpc.max_receive_message_length": -1,
	});
	let bearer = "";
	const ask = (rpc: string, request: Message = {}) =>
		unary(client, { rpc, request, bearer });
	const signIn = async (person: Who) => {
		const request = { email: who[person], password: developmentPassword };
		return String((await ask("SignInWithEmail", request)).message.token);
	};
	bearer = await signIn("owner");
	emulator.control.clearRequests();
	const [orgId = ""] = emulator.machine.state().orgs.keys();
	return {
		emulator,
		target,
		orgId,
		ask,
		signIn,
		create: (name) => ask("CreateProject", { orgId, name }),
		projectNames: () =>
			emulator.control.groundTruth().projects.map((project) => project.name),
		[Symbol.asyncDispose]: async () => {
			client.close();
			await emulator.close();
		},
	};
}

function unary(
	client: grpc.Client,
	call: {
		readonly rpc: string;
		readonly request: Message;
		readonly bearer: string;
	},
): Promise<GrpcResult> {
	const method = methodOf(call.rpc);
	const metadata = new grpc.Metadata();
	if (call.bearer !== "")
		metadata.set("authorization", `Bearer ${call.bearer}`);
	return new Promise((resolve) => {
		client.makeUnaryRequest<Message, Message>(
			method.path,
			method.requestSerialize,
			// An answer of this method is a plain object.
			method.responseDeserialize as (bytes: Buffer) => Message,
			call.request,
			metadata,
			(error, message) =>
				resolve({
					code: error?.code ?? 0,
					message: message ?? {},
					text: error?.details ?? "",
					metadata: error?.metadata,
				}),
		);
	});
}

export function methodOf(rpc: string) {
	for (const name of services) {
		const service = definition[name];
		// Every name in the list is a service of the interface.
		const method = (service as grpc.ServiceDefinition | undefined)?.[rpc];
		if (method !== undefined) return method;
	}
	throw new Error(`no rpc ${rpc}`);
}
