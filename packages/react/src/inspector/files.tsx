import {
	type ReadRecording,
	readRecording,
} from "@engine-offline/sync/flight-recorder";
import { useRef } from "react";

/** Opens a recording from a file of this device. */
export function OpenButton({
	onRead,
}: {
	readonly onRead: (read: ReadRecording) => void;
}) {
	const input = useRef<HTMLInputElement>(null);
	return (
		<>
			<input
				ref={input}
				type="file"
				accept="application/json,.json"
				aria-label="Recording to open"
				hidden={true}
				onChange={async ({ target }) => {
					const file = target.files?.[0];
					if (file === undefined) return;
					onRead(readRecording(await file.text()));
					// Else the same file could not be chosen again.
					target.value = "";
				}}
			/>
			<button type="button" onClick={() => input.current?.click()}>
				Open a recording
			</button>
		</>
	);
}

/** Hands a text to the person as a file. */
export function saveFile(name: string, text: string): void {
	const url = URL.createObjectURL(
		new Blob([text], { type: "application/json" }),
	);
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	URL.revokeObjectURL(url);
}
