import { openCertificate, type TlsOptions } from "../certificate/tls-files.js";
import { createGrpcExchange, type GrpcExchangeParts } from "./exchange.js";
import { createServe } from "./serve.js";
import { openGrpcServer } from "./server.js";

export interface GrpcDoor {
	/** Host and port. TLS and plaintext both. */
	readonly target: string;
	/** The file of the certificate it shows, in PEM: what a client is told to trust. */
	readonly certificate: string;
}

export interface OpenGrpcOptions extends TlsOptions {
	readonly port: number;
	readonly host: string;
	/** Of the real clock: a certificate is valid in real time. */
	readonly nowMs: number;
}

/** Serves the machine over gRPC. Throws PortInUseError and TlsFileError. */
export async function openGrpc(
	options: OpenGrpcOptions,
	parts: GrpcExchangeParts,
): Promise<GrpcDoor & { close(): Promise<void> }> {
	const { host, port, nowMs } = options;
	const certificate = openCertificate(options, nowMs);
	const serve = createServe(createGrpcExchange(parts));
	const server = await openGrpcServer({ host, port, certificate }, serve).catch(
		(error: unknown) => {
			certificate.discard();
			throw error;
		},
	);
	return {
		target: `${host.includes(":") ? `[${host}]` : host}:${server.port}`,
		certificate: certificate.file,
		close: async () => {
			await server.close();
			certificate.discard();
		},
	};
}
