import type { Environment } from "@engine-offline/core";
import {
	BehaviorSubject,
	combineLatest,
	distinctUntilChanged,
	fromEvent,
	map,
	merge,
	type Observable,
	skip,
	startWith,
} from "rxjs";

/** Whether requests can get out, and if not, what keeps them. */
export type Reach = "online" | "switched-off" | "no-network";

/** The network as this page sees it, with a switch that takes it away. */
export interface Network {
	/** The system's environment; while the switch is off its `fetch` fails as it does with no network. */
	readonly environment: Environment;
	readonly reach: Reach;
	readonly reach$: Observable<Reach>;
	/** Off also breaks what is under way, as pulling a cable does. It stays off over a reload. */
	turn(on: boolean): void;
}

const storageKey = "engine-console:network";

export function createNetwork(system: Environment): Network {
	const on$ = new BehaviorSubject(sessionStorage.getItem(storageKey) !== "off");
	let cable = new AbortController();
	const current = () => reachOf(on$.value);
	const whenTurned = (to: boolean, run: () => void) => {
		const turned = on$.pipe(skip(1)).subscribe((on) => {
			if (on === to) run();
		});
		return () => turned.unsubscribe();
	};
	return {
		environment: {
			...system,
			fetch: (input, init) =>
				on$.value
					? system.fetch(input, {
							...init,
							signal: eitherSignal(init, cable.signal),
						})
					: Promise.reject(unplugged()),
			onReconnect: (run) =>
				both(whenTurned(true, run), system.onReconnect(run)),
			onDisconnect: (run) =>
				both(whenTurned(false, run), system.onDisconnect?.(run)),
		},
		get reach() {
			return current();
		},
		reach$: combineLatest([on$, systemEvents()]).pipe(
			map(current),
			distinctUntilChanged(),
		),
		turn: (on) => {
			sessionStorage.setItem(storageKey, on ? "on" : "off");
			if (!on) cable.abort(unplugged());
			else if (cable.signal.aborted) cable = new AbortController();
			on$.next(on);
		},
	};
}

/** What a browser's `fetch` rejects with when there is no network. */
const unplugged = () => new TypeError("The network is switched off.");

function eitherSignal(
	init: RequestInit | undefined,
	cable: AbortSignal,
): AbortSignal {
	const given = init?.signal;
	return given ? AbortSignal.any([given, cable]) : cable;
}

function both(end: () => void, alsoEnd: () => void = () => {}): () => void {
	return () => {
		end();
		alsoEnd();
	};
}

function systemEvents(): Observable<unknown> {
	return merge(fromEvent(window, "online"), fromEvent(window, "offline")).pipe(
		startWith(undefined),
	);
}

function reachOf(on: boolean): Reach {
	if (!on) return "switched-off";
	return navigator.onLine ? "online" : "no-network";
}
