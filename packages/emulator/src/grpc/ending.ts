import type { Status } from "../machine/status.js";
import type { Trailers } from "./status-trailers.js";

/** An answer of gRPC: one message, or a refusal. */
export type GrpcAnswer =
	| { readonly ok: true; readonly message: Uint8Array }
	| {
			readonly ok: false;
			readonly status: Status;
			readonly afterS?: number;
			readonly metadata?: Trailers;
	  };

/** How a call ends over gRPC. */
export type GrpcEnding =
	| { readonly kind: "answer"; readonly answer: GrpcAnswer }
	/** An answer of something that does not speak gRPC, as proxies give. */
	| {
			readonly kind: "http";
			readonly status: number;
			readonly headers: Readonly<Record<string, string>>;
			readonly body: string;
	  }
	/** The connection breaks, and every other call on it. */
	| { readonly kind: "broken" }
	/** So many bytes of the message (half of it unless told) still arrive, then the connection breaks. */
	| {
			readonly kind: "truncated";
			readonly answer: GrpcAnswer;
			readonly bytes: number | undefined;
	  }
	| { readonly kind: "reset"; readonly code: number }
	/** The server says goodbye, with an answer to this call or without having looked at it. */
	| { readonly kind: "goAway"; readonly answer: GrpcAnswer | undefined }
	| { readonly kind: "noTrailers"; readonly answer: GrpcAnswer }
	| { readonly kind: "stalled"; readonly answer: GrpcAnswer };
