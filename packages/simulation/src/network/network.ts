import type {
	Machine,
	RestRequest,
	RestResponse,
} from "@engine-offline/emulator/machine";
import { dropRows } from "@engine-offline/emulator/machine";
import type { Process } from "../world/process.js";
import type { Random } from "../world/random.js";
import type { VirtualTime } from "../world/virtual-time.js";
import { errorAnswers } from "./error-answers.js";
import { fakeResponse } from "./fake-response.js";
import { calm, drawFault, type RequestFault, type Weather } from "./faults.js";
import { spoilRow } from "./spoil-row.js";
import { readWireCall, type WireCall } from "./wire-call.js";

export const BASE_URL = "https://engine.test";
const PREFIX = `${BASE_URL}/api/v1`;
/** A request may take place so long after it was given up. */
const LATEST_MS = 120_000;
const REPLICA_LAG_MS = 30_000;
/** How long a request is on its way, there or back: from, to. */
type Distance = readonly [number, number];
const farMs: Distance = [2, 120];
const nearMs: Distance = [0, 1];

/** One request on its way. */
export interface Flight {
	readonly id: number;
	readonly device: string;
	readonly process: string;
	readonly call: WireCall;
	readonly bearer: string;
	/** Names the document that a write is for. */
	document: string;
	readonly fault: RequestFault | undefined;
	readonly sentAt: number;
	/** When it took place, undefined before. */
	deliveredAt: number | undefined;
	/** When the caller heard, or gave up. */
	endedAt: number | undefined;
	/** The status that the caller heard; 0 for none. */
	status: number;
	/** The caller gave up before it heard. */
	isGivenUp: boolean;
}

export interface NetworkListener {
	/** The caller sends it. */
	sent(flight: Flight): void;
	/** The Engine is about to take it. */
	arriving(flight: Flight): void;
	/** The Engine took it. */
	delivered(flight: Flight, answer: RestResponse): void;
	/** The caller heard, or gave up. */
	ended(flight: Flight): void;
	/** A request for another place than the Engine. */
	strayed?(device: string, url: string): void;
}

export interface NetworkOptions {
	readonly time: VirtualTime;
	readonly random: Random;
	readonly machine: Machine;
	readonly listener: NetworkListener;
	/** Whether a device is beside the Engine; default none is. */
	readonly isNear?: (device: string) => boolean;
}

export interface Network {
	/** The network as one process of a device has it. */
	fetchOf(device: string, process: Process): typeof fetch;
	setWeather(weather: Weather): void;
	/** Whether the device has a connection at all. */
	setOnline(device: string, isOnline: boolean): void;
	/** Requests that may still take place. */
	underWay(): number;
}

export function createNetwork(options: NetworkOptions): Network {
	let weather = calm;
	let count = 0;
	const countOf = new Map<string, number>();
	let underWay = 0;
	const offline = new Set<string>();
	return {
		fetchOf: (device, process) => (input, init) => {
			const url = String(input);
			if (!url.startsWith(PREFIX)) options.listener.strayed?.(device, url);
			if (offline.has(device) || !url.startsWith(PREFIX))
				return Promise.reject(new TypeError("fetch failed"));
			const request = requestOf(url, init);
			// Its fate follows from the device and its own count, so that one request more or less changes no other's.
			const nth = (countOf.get(device) ?? 0) + 1;
			countOf.set(device, nth);
			const random = options.random.fork(`${device} ${nth}`);
			const flight: Flight = {
				...flightOf(request),
				id: ++count,
				device,
				process: process.name,
				fault: drawFault(weather, random),
				sentAt: options.time.now(),
			};
			underWay += 1;
			const land = () => {
				underWay -= 1;
			};
			return fly(options, {
				flight,
				request,
				process,
				random,
				land,
				signal: init?.signal,
			});
		},
		setWeather: (next) => {
			weather = next;
		},
		setOnline: (device, isOnline) => {
			if (isOnline) offline.delete(device);
			else offline.add(device);
		},
		underWay: () => underWay,
	};
}

/** What a request is before anything became of it. */
function flightOf({ method, url, headers, body = "" }: RestRequest) {
	return {
		call: readWireCall(method, url.slice("/api/v1".length), body),
		bearer: (headers?.authorization ?? "").replace("Bearer ", ""),
		document: "",
		deliveredAt: undefined,
		endedAt: undefined,
		status: 0,
		isGivenUp: false,
	};
}

function requestOf(url: string, init: RequestInit | undefined): RestRequest {
	const headers = new Headers(init?.headers);
	return {
		method: init?.method ?? "GET",
		url: url.slice(BASE_URL.length),
		headers: Object.fromEntries(headers),
		body: typeof init?.body === "string" ? init.body : "",
	};
}

interface Order {
	readonly flight: Flight;
	readonly request: RestRequest;
	readonly process: Process;
	readonly random: Random;
	readonly signal: AbortSignal | null | undefined;
	/** Called when the request cannot take place any more. */
	readonly land: () => void;
}

function fly(options: NetworkOptions, order: Order): Promise<Response> {
	const { time, listener } = options;
	const { flight, process, signal } = order;
	listener.sent(flight);
	return new Promise((resolve, reject) => {
		const end = (status: number, isGivenUp: boolean) => {
			if (flight.endedAt !== undefined || !process.isAlive()) return false;
			Object.assign(flight, { endedAt: time.now(), status, isGivenUp });
			listener.ended(flight);
			return true;
		};
		signal?.addEventListener("abort", () => {
			if (end(0, true)) reject(new DOMException("Aborted", "AbortError"));
		});
		const answer = (response: RestResponse, isCut: boolean) => {
			process.run(() => {
				if (end(response.status, false)) resolve(fakeResponse(response, isCut));
			});
		};
		const fail = () => {
			process.run(() => {
				if (end(0, false)) reject(new TypeError("fetch failed"));
			});
		};
		route(options, order, { answer, fail });
	});
}

interface Caller {
	readonly answer: (response: RestResponse, isCut: boolean) => void;
	readonly fail: () => void;
}

/** Decides the whole fate of a request: when it takes place, if it does, and what is heard of it. */
function route(options: NetworkOptions, order: Order, caller: Caller): void {
	const { time } = options;
	const { flight, land, random } = order;
	const { fault } = flight;
	const distance = options.isNear?.(flight.device) ? nearMs : farMs;
	const there = latency(random, distance, fault);
	const back = latency(random, distance);
	if (fault === "vanish") {
		land();
		return;
	}
	if (fault === "drop-before") {
		time.setTimer(caller.fail, there);
		land();
		return;
	}
	const error = errorAnswers(fault);
	if (error !== undefined && fault !== "http-500-done") {
		time.setTimer(() => caller.answer(error, false), there + back);
		land();
		return;
	}
	time.setTimer(() => {
		const response = deliver(options, order);
		land();
		const heard = fault === "http-500-done" ? error : response;
		time.setTimer(() => hear(fault, heard ?? response, caller), back);
	}, there);
}

function hear(
	fault: RequestFault | undefined,
	response: RestResponse,
	caller: Caller,
): void {
	if (fault === "hang") return;
	if (fault === "drop-after") caller.fail();
	else caller.answer(response, fault === "truncate");
}

function deliver(
	options: NetworkOptions,
	{ flight, request, random }: Order,
): RestResponse {
	const { machine, listener, time } = options;
	const { fault, call } = flight;
	listener.arriving(flight);
	const isList = call.verb === "list";
	const lag = random.between(1_000, REPLICA_LAG_MS);
	const response = machine.handle(
		request,
		fault === "stale" && isList ? { replicaAgeMs: lag } : {},
	);
	flight.deliveredAt = time.now();
	listener.delivered(flight, response);
	if (fault === "duplicate" && isRepeatable(call)) machine.handle(request);
	if (fault === "short" && isList)
		return dropRows(response, random.between(1, 3));
	return fault === "bad-row" && isList ? spoilRow(response, random) : response;
}

/** A connection repeats what changes nothing the second time; a proxy never repeats a POST. */
function isRepeatable({ verb }: WireCall): boolean {
	return verb !== "create" && verb !== "auth";
}

function latency(
	random: Random,
	[from, to]: Distance,
	fault?: RequestFault,
): number {
	if (fault === "slow") return random.between(500, 25_000);
	if (fault === "late") return random.between(30_001, LATEST_MS);
	return random.between(from, to);
}
