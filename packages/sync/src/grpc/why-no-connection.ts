import type { Place } from "./place.js";

type Sentence = (place: Place) => string;

const untrusted: Sentence = ({ target }) =>
	`The certificate of ${target} is signed by nobody whom this machine trusts. Give the certificate of its authority as ca, or in NODE_EXTRA_CA_CERTS.`;
const outOfDate: Sentence = ({ target }) =>
	`The certificate of ${target} is not valid at this time. Check the clock of this machine, then ask for a new certificate.`;
const noTls: Sentence = ({ target }) =>
	`${target} does not speak TLS. Check host and port; for an emulator or gateway without TLS say secure: false.`;
const noHttp2: Sentence = ({ target }) =>
	`${target} does not speak HTTP/2, which gRPC needs. Check host and port; for REST give a base URL instead.`;
const unknownName: Sentence = ({ host }) =>
	`The name ${host} cannot be found. Check the network and the target.`;
const tooSlow: Sentence = ({ target }) =>
	`${target} cannot be reached. Check the network and the target.`;

const sentenceByCode: Readonly<Record<string, Sentence>> = {
	ENOTFOUND: unknownName,
	EAI_AGAIN: unknownName,
	ECONNREFUSED: ({ target }) =>
		`Nothing listens on ${target}. Check the target, or start what should listen there.`,
	ERR_TLS_CERT_ALTNAME_INVALID: ({ target }) =>
		`The certificate of ${target} is for another name. Give the target by the name in its certificate.`,
	DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
	SELF_SIGNED_CERT_IN_CHAIN: untrusted,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
	UNABLE_TO_GET_ISSUER_CERT: untrusted,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
	CERT_HAS_EXPIRED: outOfDate,
	CERT_NOT_YET_VALID: outOfDate,
	ERR_SSL_WRONG_VERSION_NUMBER: noTls,
	ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
	EPROTO: noTls,
	ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: noHttp2,
	ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: ({ target }) =>
		`${target} speaks neither TLS 1.2 nor TLS 1.3. Nothing else is accepted: the other side has to be brought up to date.`,
};

/** A wrong kind of server, told by what it did rather than by an error code. */
export type Misfit = "no-h2" | "not-http2" | "hung-up" | "too-slow";

const sentenceByMisfit: Readonly<Record<Misfit, Sentence>> = {
	"no-h2": noHttp2,
	"not-http2": (place) =>
		place.secure
			? noHttp2(place)
			: `${place.target} does not speak HTTP/2 without TLS. Say secure: true if it speaks TLS; for REST give a base URL instead.`,
	"hung-up": (place) =>
		place.secure
			? `${place.target} hung up before a secure connection stood. Check host and port; for an emulator or gateway without TLS say secure: false.`
			: `${place.target} hung up at once. Say secure: true if it speaks TLS.`,
	"too-slow": tooSlow,
};

/** One sentence about why no connection came to be, and what to do. Decided by codes alone. */
export function whyNoConnection(place: Place, cause: unknown): string {
	if (typeof cause === "string" && Object.hasOwn(sentenceByMisfit, cause))
		// Checked in the line before.
		return sentenceByMisfit[cause as Misfit](place);
	const code = codeOf(cause);
	const sentence = Object.hasOwn(sentenceByCode, code)
		? sentenceByCode[code]
		: undefined;
	return (sentence ?? tooSlow)(place);
}

function codeOf(cause: unknown): string {
	const code =
		typeof cause === "object" && cause !== null && "code" in cause
			? cause.code
			: undefined;
	return typeof code === "string" ? code : "";
}
