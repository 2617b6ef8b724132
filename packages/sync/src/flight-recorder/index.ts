export type { FlightEvent, Happened } from "./flight-event.js";
export {
	createFlightRecorder,
	type FlightRecorder,
	type FlightRecorderOptions,
} from "./flight-recorder.js";
export {
	type ReadRecording,
	type Recording,
	readRecording,
} from "./recording.js";
export type { Snapshot } from "./snapshot.js";
export { type SnapshotOptions, takeSnapshot } from "./take-snapshot.js";
