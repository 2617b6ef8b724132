import { EngineError } from "@engine-offline/core";
import { expect, test } from "vitest";
import { readPlace } from "./place.js";

const environment = {
	now: () => 0,
	monotonic: () => 0,
	setTimer: () => () => undefined,
};
const read = (target: string, secure?: boolean) =>
	readPlace({
		target,
		environment,
		...(secure === undefined ? {} : { secure }),
	});

test.each([
	["grpc.example.com:443", "grpc.example.com", true],
	["10.0.0.1:50051", "10.0.0.1", true],
	["localhost:4811", "localhost", false],
	["127.0.0.1:4811", "127.0.0.1", false],
	["[::1]:4811", "::1", false],
	["[2001:db8::1]:443", "2001:db8::1", true],
])("[GC2] %s is a target, with TLS: %s %s", (target, host, secure) => {
	expect(read(target)).toMatchObject({ host, secure });
});

test("[GC2] plaintext is for the loopback, or said; so is TLS", () => {
	expect(read("grpc.example.com:80", false).secure).toBe(false);
	expect(read("localhost:4811", true).secure).toBe(true);
	expect(read("localhost.example.com:4811").secure).toBe(true);
});

test.each([
	"",
	"grpc.example.com",
	"grpc.example.com:",
	":443",
	"grpc.example.com:0",
	"grpc.example.com:65536",
	"grpc.example.com:443/path",
	"user@grpc.example.com:443",
	"dns:///grpc.example.com:443",
	"a b:443",
	"::1:443",
])("[GC3] %j is no target", (target) => {
	expect(() => read(target)).toThrow(EngineError);
	expect(() => read(target)).toThrow(/host and port/);
});

test("[GC3] a base URL is sent to the other door", () => {
	expect(() => read("https://engine.example.com")).toThrow(/restEngine\(\)/);
});
