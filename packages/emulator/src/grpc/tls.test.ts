import { readFileSync } from "node:fs";
import { connect as connectHttp2 } from "node:http2";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import { expect, test } from "vitest";
import { createSelfSigned } from "../certificate/self-signed.js";
import { TlsFileError } from "../certificate/tls-files.js";
import { createEmulator } from "../create-emulator.js";
import { PortInUseError } from "../http/server.js";
import { createTestFolder } from "../test/folder.js";
import { openTestGrpc } from "../test/grpc.js";

function handshake(
	target: string,
	options: ConnectionOptions,
): Promise<TLSSocket> {
	const [host = "", port] = target.split(":");
	return new Promise((resolve, reject) => {
		const socket = connect({ host, port: Number(port), ...options }, () => {
			socket.destroy();
			resolve(socket);
		});
		socket.once("error", reject);
	});
}

test.each(["TLSv1.2", "TLSv1.3"] as const)(
	"[EG5] %s alone is enough, and h2 is chosen whatever is named first",
	async (version) => {
		await using world = await openTestGrpc();
		const { certificate = "" } = world.emulator.grpc ?? {};
		const ca = readFileSync(certificate);
		const socket = await handshake(world.target, {
			ca,
			minVersion: version,
			maxVersion: version,
			ALPNProtocols: ["grpc-exp", "http/1.1", "h2"],
		});
		expect(socket.authorized).toBe(true);
		expect(socket.alpnProtocol).toBe("h2");
	},
);

test.each(["localhost", "127.0.0.1", "::1"])(
	"[EG5] the throw-away certificate is good for %s and for nobody else",
	async (servername) => {
		await using world = await openTestGrpc();
		const ca = readFileSync(world.emulator.grpc?.certificate ?? "");
		const to = (name: string) =>
			handshake(world.target, {
				ca,
				ALPNProtocols: ["h2"],
				checkServerIdentity: (_, cert) => checkAs(name, cert),
			});
		expect((await to(servername)).authorized).toBe(true);
		await expect(to("engine.example.com")).rejects.toThrow();
	},
);

test("[EG5] it is removed when the emulator closes", async () => {
	const world = await openTestGrpc();
	const file = world.emulator.grpc?.certificate ?? "";
	expect(readFileSync(file, "utf8")).toContain("BEGIN CERTIFICATE");
	await world[Symbol.asyncDispose]();
	expect(() => readFileSync(file)).toThrow("ENOENT");
});

test("[EG5] a certificate of one's own is shown instead", async () => {
	using folder = createTestFolder();
	const own = createSelfSigned(Date.now());
	const { writeFileSync } = await import("node:fs");
	writeFileSync(folder.at("c.pem"), own.cert);
	writeFileSync(folder.at("k.pem"), own.key);
	const files = { tlsCert: folder.at("c.pem"), tlsKey: folder.at("k.pem") };
	await using world = await openTestGrpc(files);
	const socket = await handshake(world.target, {
		ca: own.cert,
		ALPNProtocols: ["h2"],
	});
	expect(socket.authorized).toBe(true);
	writeFileSync(folder.at("k.pem"), createSelfSigned(Date.now()).key);
	const start = (options: object) =>
		createEmulator({ grpcPort: 0, fixtures: { orgs: [] }, ...options });
	await expect(start(files)).rejects.toThrow(TlsFileError);
	await expect(start({ tlsCert: files.tlsCert })).rejects.toThrow("--tls-key");
	await expect(start({ ...files, tlsKey: folder.at("none") })).rejects.toThrow(
		"cannot be read",
	);
	const port = Number(world.target.split(":")[1]);
	await expect(start({ grpcPort: port })).rejects.toThrow(PortInUseError);
});

test("[EG7] what is no gRPC is turned away with 415", async () => {
	await using world = await openTestGrpc();
	const session = connectHttp2(`http://${world.target}`);
	const stream = session.request({ ":method": "GET", ":path": "/" });
	const status = await new Promise((resolve) =>
		stream.once("response", (headers) => resolve(headers[":status"])),
	);
	expect(status).toBe(415);
	session.destroy();
});

function checkAs(
	name: string,
	cert: Parameters<NonNullable<ConnectionOptions["checkServerIdentity"]>>[1],
) {
	const names = (cert.subjectaltname ?? "").replace("0:0:0:0:0:0:0:1", "::1");
	return names.split(", ").some((one) => one.endsWith(`:${name}`))
		? undefined
		: new Error("another name");
}
