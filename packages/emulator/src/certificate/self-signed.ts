import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import * as asn from "./der.js";

/** A certificate and its key, in PEM. */
export interface Certificate {
	readonly cert: string;
	readonly key: string;
}

const dayMs = 86_400_000;
const ecdsaWithSha256 = asn.sequence(asn.objectId("1.2.840.10045.4.3.2"));
const loopbackNames = ["localhost"];
const loopbackAddresses = [
	[127, 0, 0, 1],
	[...new Array<number>(15).fill(0), 1],
];

/**
 * A throw-away P-256 certificate for `localhost` and the loopback addresses, signed by itself, so that a client which
 * is given it as its only authority trusts the emulator and nobody else. Good for 30 days.
 */
export function createSelfSigned(nowMs: number): Certificate {
	const { publicKey, privateKey } = generateKeyPairSync("ec", {
		namedCurve: "P-256",
	});
	const spki = publicKey.export({ type: "spki", format: "der" });
	const body = toBeSigned(spki, nowMs);
	const signature = sign("sha256", body, privateKey);
	const whole = asn.sequence(body, ecdsaWithSha256, asn.bits(signature));
	return {
		cert: pem("CERTIFICATE", whole),
		key: String(privateKey.export({ type: "pkcs8", format: "pem" })),
	};
}

function toBeSigned(spki: Uint8Array, nowMs: number): Buffer {
	const name = distinguishedName("Engine emulator");
	return asn.sequence(
		asn.explicit(0, asn.integer(Buffer.from([2]))),
		asn.integer(serialNumber()),
		ecdsaWithSha256,
		name,
		asn.sequence(asn.utcTime(nowMs - dayMs), asn.utcTime(nowMs + 30 * dayMs)),
		name,
		spki,
		asn.explicit(3, asn.sequence(...extensions())),
	);
}

/** Positive and without a leading zero, as DER wants it. */
function serialNumber(): Buffer {
	const bytes = randomBytes(16);
	bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
	return bytes;
}

function distinguishedName(commonName: string): Buffer {
	const part = asn.sequence(asn.objectId("2.5.4.3"), asn.utf8(commonName));
	return asn.sequence(asn.set(part));
}

function extensions(): readonly Buffer[] {
	const names = [
		...loopbackNames.map((name) => asn.implicit(2, Buffer.from(name))),
		...loopbackAddresses.map((bytes) => asn.implicit(7, Buffer.from(bytes))),
	];
	// The bits of keyUsage: digitalSignature (0) and keyCertSign (5).
	const usage = asn.bits(Buffer.from([0b1000_0100]), 2);
	return [
		critical("2.5.29.19", asn.sequence(asn.yes())),
		critical("2.5.29.15", usage),
		extension("2.5.29.37", asn.sequence(asn.objectId("1.3.6.1.5.5.7.3.1"))),
		extension("2.5.29.17", asn.sequence(...names)),
	];
}

function extension(id: string, value: Uint8Array): Buffer {
	return asn.sequence(asn.objectId(id), asn.octets(value));
}

function critical(id: string, value: Uint8Array): Buffer {
	return asn.sequence(asn.objectId(id), asn.yes(), asn.octets(value));
}

function pem(label: string, bytes: Buffer): string {
	const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
	return [
		`-----BEGIN ${label}-----`,
		...lines,
		`-----END ${label}-----`,
		"",
	].join("\n");
}
