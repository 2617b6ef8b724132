import type { Environment } from "@engine-offline/core";

/** What the gRPC client takes from outside. `Environment` of the core fits. */
export type GrpcEnvironment = Pick<
	Environment,
	"now" | "monotonic" | "setTimer"
>;

export interface GrpcOptions {
	/** Host and port: `engine.example.com:443`, `[::1]:4811`. */
	readonly target: string;
	/**
	 * TLS, or plaintext with false. Left out: TLS, but for `localhost` and the loopback addresses. What was chosen is
	 * what happens: there is no second try without TLS.
	 */
	readonly secure?: boolean;
	/** Certificates in PEM to trust, instead of those that this machine trusts. */
	readonly ca?: string | Uint8Array;
	readonly environment: GrpcEnvironment;
	/** Ms for a whole call, the connection included, unless the call says otherwise. 30,000 when left out. */
	readonly deadlineMs?: number;
	/** Bytes of the largest message that is read. 64 MiB when left out: lists are whole. */
	readonly maxMessageBytes?: number;
	readonly keepalive?: Partial<Keepalive>;
}

/** When a connection is taken for dead. Together never more than 30 s, unless told otherwise. */
export interface Keepalive {
	/** Ms of silence during a call after which the other side is asked for a sign of life. 12,000 when left out. */
	readonly afterMs: number;
	/** Ms that it has to answer. 10,000 when left out. */
	readonly timeoutMs: number;
}

export const defaultKeepalive: Keepalive = {
	afterMs: 12_000,
	timeoutMs: 10_000,
};
