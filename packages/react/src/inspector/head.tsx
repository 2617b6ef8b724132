import type { Store } from "@engine-offline/core";
import type { Replicator } from "@engine-offline/sync";
import {
	type FlightRecorder,
	type ReadRecording,
	takeSnapshot,
} from "@engine-offline/sync/flight-recorder";
import { OpenButton, saveFile } from "./files.js";
import { timeInWords } from "./time-words.js";

export interface HeadProps {
	readonly store?: Store | undefined;
	readonly replicator?: Replicator | undefined;
	readonly recorder?: FlightRecorder | undefined;
	readonly opened: ReadRecording | undefined;
	readonly onOpen: (read: ReadRecording | undefined) => void;
}

/** What is shown, and the ways to save it and to open something else. */
export function Head(props: HeadProps) {
	const { recorder, opened, onOpen } = props;
	return (
		<header>
			<h2>Engine inspector</h2>
			{recorder !== undefined && (
				<button type="button" onClick={() => save(props, recorder)}>
					Save a recording
				</button>
			)}
			<OpenButton onRead={onOpen} />
			{opened !== undefined && (
				<button type="button" onClick={() => onOpen(undefined)}>
					Close it
				</button>
			)}
			<p className="quiet" role="status">
				{shownWords(props)}
			</p>
		</header>
	);
}

function shownWords({ store, opened }: HeadProps): string {
	if (opened?.ok === false) return opened.problem;
	if (opened?.ok)
		return `A recording, as it was saved at ${timeInWords(opened.recording.savedAt)} (UTC).`;
	return store === undefined
		? "Nothing is live here: open a recording."
		: "Live. What is saved holds no names, addresses or texts.";
}

async function save(
	{ store, replicator }: HeadProps,
	recorder: FlightRecorder,
): Promise<void> {
	const snapshot =
		store && replicator ? await takeSnapshot(store, replicator) : undefined;
	const text = recorder.save(snapshot);
	saveFile("flight-recording.json", text);
}
