import {
	applyChanges,
	buildFixture,
	type Commit,
	createDirectControl,
	createEmptyState,
	createMachine,
	type DirectControl,
	type Machine,
	type Quirks,
} from "@engine-offline/emulator/machine";
import { EPOCH_MS } from "../world/platform.js";
import { emailOf, fixture, type PersonName, people } from "./people.js";
import { type Truth, watchTruth } from "./truth.js";

/** The Engine of the world: the emulator's own machine, and everything that was ever true on it. */
export interface EngineSide {
	readonly machine: Machine;
	readonly direct: DirectControl;
	readonly truth: Truth;
	idOf(person: PersonName): string;
	/** Whose bearer it is or was; undefined for none that the Engine made. */
	accountOfBearer(bearer: string): string | undefined;
}

export interface EngineSideOptions {
	readonly seed: string;
	/** Virtual ms. */
	readonly now: () => number;
	readonly quirks: Partial<Quirks>;
	readonly committed: (commit: Commit) => void;
}

export function createEngineSide(options: EngineSideOptions): EngineSide {
	const { seed, now, quirks, committed } = options;
	const { changes } = buildFixture(fixture, { seed });
	const state = applyChanges(createEmptyState(), changes);
	const machine = createMachine({
		now: () => EPOCH_MS + Math.floor(now()),
		seed,
		quirks,
		state,
	});
	const direct = createDirectControl(machine);
	const idOf = (person: PersonName) => direct.account(emailOf(person)).id;
	const truth = watchTruth({
		machine,
		now,
		accounts: people.map(idOf),
		committed,
	});
	const accountOfBearer = (bearer: string) =>
		machine.state().bearers.get(bearer)?.accountId;
	return { machine, direct, truth, idOf, accountOfBearer };
}
