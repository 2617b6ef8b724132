import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { type Certificate, createSelfSigned } from "./self-signed.js";

/** A certificate or key that was given cannot be used. */
export class TlsFileError extends Error {
	override readonly name = "TlsFileError";
}

export interface TlsOptions {
	/** Files in PEM. Both, or neither for a throw-away certificate. */
	readonly tlsCert?: string;
	readonly tlsKey?: string;
}

export interface ServedCertificate extends Certificate {
	/** What a client is given to trust, or at least to know, this server. */
	readonly file: string;
	/** Removes a throw-away certificate. Its key was never on disk. */
	discard(): void;
}

/** The certificate of the files, or one made now. Throws TlsFileError. */
export function openCertificate(
	{ tlsCert, tlsKey }: TlsOptions,
	nowMs: number,
): ServedCertificate {
	if (tlsCert === undefined && tlsKey === undefined) return throwAway(nowMs);
	if (tlsCert === undefined || tlsKey === undefined)
		throw new TlsFileError(
			"A certificate needs its key and a key its certificate: give --tls-cert and --tls-key, or neither.",
		);
	const given = { cert: read(tlsCert), key: read(tlsKey) };
	try {
		createSecureContext(given);
	} catch (cause) {
		const message = `The certificate ${tlsCert} and the key ${tlsKey} cannot be used together. Give a certificate in PEM and the key that belongs to it.`;
		throw new TlsFileError(message, { cause });
	}
	return { ...given, file: tlsCert, discard: () => undefined };
}

function throwAway(nowMs: number): ServedCertificate {
	const made = createSelfSigned(nowMs);
	const folder = mkdtempSync(join(tmpdir(), "engine-emulator-"));
	const file = join(folder, "certificate.pem");
	writeFileSync(file, made.cert);
	const discard = () => rmSync(folder, { recursive: true, force: true });
	return { ...made, file, discard };
}

function read(file: string): string {
	try {
		return readFileSync(file, "utf8");
	} catch (cause) {
		const message = `The file ${file} cannot be read. Check the path and its permissions.`;
		throw new TlsFileError(message, { cause });
	}
}
