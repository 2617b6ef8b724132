import type { Store } from "@engine-offline/core";
import type { Replicator } from "@engine-offline/sync";
import { type ReactNode, StrictMode } from "react";
import { EngineProvider } from "../hooks/engine-provider.js";

/** As an app would have it in development. */
export const inEngine = (
	store: Store | undefined,
	children: ReactNode,
	replicator?: Replicator,
) => (
	<StrictMode>
		<EngineProvider store={store} replicator={replicator}>
			{children}
		</EngineProvider>
	</StrictMode>
);
