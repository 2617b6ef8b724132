import type { Store } from "@engine-offline/core";
import type { Replicator } from "@engine-offline/sync";
import {
	createContext,
	type ReactNode,
	useContext,
	useEffect,
	useMemo,
	useRef,
} from "react";
import { createDeferred, type Deferred } from "../query/deferred.js";

/** What the hooks work with. */
export interface EngineContextValue {
	readonly store: Store | undefined;
	readonly replicator: Replicator | undefined;
	/** Resolved when the provider is given something else. */
	readonly changed: Deferred;
}

const EngineContext = createContext<EngineContextValue | undefined>(undefined);

export interface EngineProviderProps {
	/** Undefined while it is being opened, and on a server: everything is loading then. Open it outside of React. */
	readonly store: Store | undefined;
	/** Undefined while there is none; only `useStatus` needs it. */
	readonly replicator: Replicator | undefined;
	readonly children?: ReactNode;
}

/** Gives a store and its replicator to the hooks below. It opens and closes neither. */
export function EngineProvider({
	store,
	replicator,
	children,
}: EngineProviderProps) {
	const value = useMemo(
		() => ({ store, replicator, changed: createDeferred() }),
		[store, replicator],
	);
	const previous = useRef(value);
	useEffect(() => {
		// Not in a clean-up: StrictMode runs those when nothing has changed.
		if (previous.current !== value) previous.current.changed.resolve();
		previous.current = value;
	}, [value]);
	return (
		<EngineContext.Provider value={value}>{children}</EngineContext.Provider>
	);
}

export function useEngineContext(): EngineContextValue {
	const value = useContext(EngineContext);
	if (value === undefined)
		throw new Error(
			"No <EngineProvider> is above this component. Put one around what uses the Engine's hooks.",
		);
	return value;
}

/** The store of the nearest provider, undefined while it is being opened. */
export function useStore(): Store | undefined {
	return useEngineContext().store;
}

/** The replicator of the nearest provider, undefined while there is none. */
export function useReplicator(): Replicator | undefined {
	return useEngineContext().replicator;
}
