export {
	type BatchOptions,
	type BatchResult,
	type Failure,
	runBatch,
} from "./batch/batch.js";
export { replayLine, reportOf } from "./batch/report.js";
export { type ShrinkOptions, shrink } from "./batch/shrink.js";
export { vacuous } from "./batch/tally.js";
export { type StorageName, storageNames } from "./device/media.js";
export type { ProgramChanges } from "./device/parts.js";
export {
	type FaultName,
	faultNames,
	type RequestFault,
} from "./network/faults.js";
export {
	type SimulationOptions,
	type SimulationResult,
	simulate,
} from "./simulate.js";
export {
	type Action,
	type Answered,
	freshName,
	pickOne,
	type Turn,
	type WriteOrder,
	write,
} from "./workload/context.js";
export type { Violation } from "./world/world.js";
