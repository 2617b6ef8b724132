import {
	applyChanges,
	buildFixture,
	createEmptyState,
	createMachine,
	type Machine,
	type Quirks,
	readFixture,
} from "@engine-offline/emulator/machine";
import { restEngine } from "@engine-offline/sync";
import { BASE_URL, createNetwork } from "../network/network.js";
import { createProcess } from "../world/process.js";
import { createRandom } from "../world/random.js";
import { createVirtualTime } from "../world/virtual-time.js";
import type { CountingEnvironment } from "./counting-environment.js";
import { contractFixture } from "./fixture.js";
import type { Side } from "./ways.js";

const nobodyListens = {
	sent: () => {},
	arriving: () => {},
	delivered: () => {},
	ended: () => {},
};

/** The Engine as the world has it: the machine behind the simulated network, in calm weather. */
export async function openSimulated(
	quirks: Partial<Quirks>,
	environment: CountingEnvironment,
): Promise<Side> {
	const time = createVirtualTime();
	const built = buildFixture(readFixture(contractFixture), {
		seed: "contract",
	});
	const state = applyChanges(createEmptyState(), built.changes);
	const machine = createMachine({
		now: () => Date.now() + time.now(),
		seed: "contract",
		quirks,
		state,
	});
	const { fetchOf } = createNetwork({
		time,
		random: createRandom("contract"),
		machine,
		listener: nobodyListens,
	});
	const send = fetchOf("device", createProcess("device#1", time));
	const engine = restEngine({
		baseUrl: BASE_URL,
		environment: {
			...environment,
			fetch: (input, init) => {
				const answer = send(input, init);
				void time.runUntil(time.now() + 1_000);
				return answer;
			},
		},
	});
	return {
		engine,
		accounts: built.accounts,
		customToken: (email) => customTokenOf(machine, email),
		close: () => engine.close(),
	};
}

function customTokenOf(machine: Machine, email: string): string {
	const account = [...machine.state().accounts.values()].find(
		(one) => one.email === email,
	);
	const made = machine.call({
		caller: { accountId: account?.id ?? "" },
		rpc: "CreateCustomToken",
		request: {},
	});
	if (!made.ok) throw new Error(`no custom token for ${email}`);
	return made.message.token;
}
