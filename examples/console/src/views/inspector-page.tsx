import { lazy, Suspense } from "react";
import { PageHeading } from "../parts/heading.js";
import { useDevice } from "../react/app-context.js";

/** Fetched when it is first opened: most people never look behind the scenes. */
const Inspector = lazy(async () => ({
	default: (await import("@engine-offline/react/inspector")).Inspector,
}));

/** Behind the scenes, for who develops an app like this one, and for a file to send when something goes wrong. */
export function InspectorPage() {
	const { store, replicator, recorder } = useDevice();
	return (
		<section aria-label="Inspector">
			<PageHeading>Inspector</PageHeading>
			<p>
				What this page and the Engine said to each other. It changes nothing;
				what is saved from here holds no name, address or text.
			</p>
			<Suspense fallback={<p role="status">Opening the inspector…</p>}>
				<Inspector {...{ store, replicator, recorder }} />
			</Suspense>
		</section>
	);
}
