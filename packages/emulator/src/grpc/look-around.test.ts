import { fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import * as grpc from "@grpc/grpc-js";
import { afterEach, expect, test } from "vitest";
import { definition, openTestGrpc } from "../test/grpc.js";

const clients: grpc.Client[] = [];
afterEach(() => {
	for (const client of clients.splice(0)) client.close();
});

interface Reply {
	readonly [name: string]: unknown;
}

function clientOf(service: string, target: string) {
	// The definition holds this service.
	const methods = definition[service] as grpc.ServiceDefinition;
	const Client = grpc.makeGenericClientConstructor(methods, service);
	const client = new Client(target, grpc.credentials.createInsecure());
	clients.push(client);
	return client;
}

async function reflect(target: string, question: Reply): Promise<Reply> {
	const client = clientOf("grpc.reflection.v1.ServerReflection", target);
	const call = client.ServerReflectionInfo?.(undefined, undefined) ?? fail();
	const reply = new Promise<Reply>((resolve, reject) => {
		call.on("data", resolve);
		call.on("error", reject);
	});
	call.write(question);
	const answer = await reply;
	const ended = new Promise((resolve) => call.on("end", resolve));
	call.end();
	await ended;
	return answer;
}

function fail(): never {
	throw new Error("no such method");
}

function filesIn(reply: Reply) {
	// A file answer holds serialised files.
	const { fileDescriptorProto } = reply.fileDescriptorResponse as {
		fileDescriptorProto: Uint8Array[];
	};
	return fileDescriptorProto.map(
		(bytes) => fromBinary(FileDescriptorProtoSchema, bytes).name,
	);
}

test("[EG10] reflection names the services and hands out the files of a symbol", async () => {
	await using world = await openTestGrpc();
	const { target } = world;
	const listed = await reflect(target, { listServices: "*" });
	expect(listed.listServicesResponse).toMatchObject({
		service: expect.arrayContaining([
			{ name: "api.OrgService" },
			{ name: "grpc.health.v1.Health" },
		]),
	});
	for (const symbol of [
		"api.OrgService",
		"api.OrgService.ListOrgs",
		"api.Org",
		"api.Org.name",
	]) {
		const files = filesIn(
			await reflect(target, { fileContainingSymbol: symbol }),
		);
		expect(files.at(-1)).toBe("api/org.proto");
		expect(files).toContain("google/protobuf/empty.proto");
	}
	const byName = await reflect(target, { fileByFilename: "api/user.proto" });
	expect(filesIn(byName).at(-1)).toBe("api/user.proto");
});

test("[EG10] reflection knows the extension of the routes, and says what it does not know", async () => {
	await using world = await openTestGrpc();
	const { target } = world;
	const containingType = "google.protobuf.MethodOptions";
	const numbers = await reflect(target, {
		allExtensionNumbersOfType: containingType,
	});
	expect(numbers.allExtensionNumbersResponse).toMatchObject({
		extensionNumber: [72295728],
	});
	const question = { containingType, extensionNumber: 72295728 };
	const found = await reflect(target, { fileContainingExtension: question });
	expect(filesIn(found).at(-1)).toBe("google/api/annotations.proto");
	for (const unknown of [
		{ fileContainingSymbol: "api.None" },
		{ fileByFilename: "none.proto" },
		{ allExtensionNumbersOfType: "api.None" },
	])
		expect((await reflect(target, unknown)).errorResponse).toMatchObject({
			errorCode: 5,
		});
});

test("[EG11] the health service says that it serves", async () => {
	await using world = await openTestGrpc();
	const client = clientOf("grpc.health.v1.Health", world.target);
	const check = (service: string) =>
		new Promise<Reply>((resolve) =>
			client.Check?.(
				{ service },
				(error: grpc.ServiceError | null, reply?: Reply) =>
					resolve(reply ?? { code: error?.code }),
			),
		);
	expect(await check("")).toEqual({ status: "SERVING" });
	expect(await check("api.OrgService")).toEqual({ status: "SERVING" });
	expect(await check("api.None")).toEqual({ code: 5 });
	const watch = client.Watch?.({ service: "" }) ?? fail();
	watch.on("error", () => undefined);
	const first = await new Promise((resolve) => watch.once("data", resolve));
	expect(first).toEqual({ status: "SERVING" });
	watch.cancel();
});
