import type { ServerHttp2Stream } from "node:http2";

/** A call of another kind than the Engine's own, served by itself. */
export type StreamHandler = (stream: ServerHttp2Stream) => void;
