import type { Mutant, WaitingMutant } from "../mutant.js";
import { envelopeMutants } from "./envelope.js";
import { journalMutants } from "./journal.js";
import { leavingMutants } from "./leaving.js";
import { loopMutants } from "./loop.js";
import { pullMutants } from "./pull.js";
import { pushMutants } from "./push.js";
import { storeMutants } from "./store.js";
import { updateMutants } from "./updates.js";

export const mutants: readonly Mutant[] = [
	...storeMutants,
	...envelopeMutants,
	...pushMutants,
	...pullMutants,
	...loopMutants,
	...leavingMutants,
	...journalMutants,
	...updateMutants,
];

export const waitingMutants: readonly WaitingMutant[] = [];
