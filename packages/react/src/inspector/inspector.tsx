import type { Store } from "@engine-offline/core";
import type { Replicator } from "@engine-offline/sync";
import type {
	FlightRecorder,
	ReadRecording,
} from "@engine-offline/sync/flight-recorder";
import { useRef, useState } from "react";
import type { DocumentPlace } from "./flight.js";
import { Head } from "./head.js";
import { Tabs } from "./tabs.js";
import { useFlight } from "./use-flight.js";
import { useStyles } from "./use-styles.js";
import { titleOf, View, type ViewName, viewNames } from "./view.js";
import { DocumentView } from "./views/document-view.js";

export interface InspectorProps {
	/** Left out, only recordings can be opened. */
	readonly store?: Store | undefined;
	readonly replicator?: Replicator | undefined;
	/** Left out, there are no calls and no events, and nothing can be saved. */
	readonly recorder?: FlightRecorder | undefined;
	/** Default: what the system prefers. */
	readonly theme?: "light" | "dark" | undefined;
}

const firstPlace: DocumentPlace = { collection: "orgs", id: "" };

/**
 * Shows what a store and its replicator are doing, or what a saved recording says they did. It changes nothing. Names
 * and addresses are shown here, and left out of what is saved.
 */
export function Inspector(props: InspectorProps) {
	const [opened, setOpened] = useState<ReadRecording>();
	const [selected, setSelected] = useState<ViewName>("now");
	const [place, setPlace] = useState<DocumentPlace>(firstPlace);
	const root = useRef<HTMLElement>(null);
	useStyles(root);
	const recording = opened?.ok ? opened.recording : undefined;
	const { store, replicator, recorder, theme } = props;
	const flight = useFlight({ store, replicator, recorder, recording });
	/** Only what is live has documents. */
	const live = recording === undefined ? store : undefined;
	const showDocument = (next: DocumentPlace) => {
		setPlace(next);
		setSelected("document");
	};
	return (
		<section
			ref={root}
			className="engine-inspector"
			aria-label="Engine inspector"
			data-theme={theme}
		>
			<Head {...props} opened={opened} onOpen={setOpened} />
			<Tabs
				names={viewNames}
				selected={selected}
				onSelect={setSelected}
				titleOf={(name) => titleOf(name, flight)}
			>
				{selected === "document" ? (
					<DocumentView
						store={live}
						place={place}
						showDocument={showDocument}
					/>
				) : (
					<View
						name={selected}
						flight={flight}
						showDocument={live === undefined ? undefined : showDocument}
					/>
				)}
			</Tabs>
		</section>
	);
}
