import type { Answer } from "../machine/decide.js";
import { createDirectControl, type DirectControl } from "../machine/direct.js";
import type { Machine } from "../machine/engine-machine.js";
import type { Commit } from "../machine/ledger.js";
import type { Quirks } from "../machine/quirks.js";
import {
	completeRequest,
	type RequestOf,
	type ResponseOf,
	type RpcName,
} from "../machine/rpcs.js";
import type { MailRow } from "../machine/state.js";
import { type GroundTruth, groundTruth, visibleTo } from "../machine/truth.js";
import type { Hold, HoldPoint, Holds } from "./holds.js";
import type { Match } from "./match.js";
import { type MisbehaviourRule, ruleSchema } from "./misbehaviour.js";
import type { LoggedRequest, RequestLog } from "./request-log.js";
import type { ActiveRule, Rules } from "./rules.js";

/** What a test can do to an emulator, and see of it, past the Engine's interface. */
export interface Control extends DirectControl {
	/** Any call in the name of an account, with no bearer and no network: another person who changes data. */
	callAs<N extends RpcName>(
		idOrEmail: string,
		rpc: N,
		request: Partial<RequestOf<N>>,
	): Answer<ResponseOf<N>>;
	/** Misbehaves on requests to come. Returns the id of the rule. Throws when the rule makes no sense. */
	misbehave(rule: MisbehaviourRule): string;
	misbehaviours(): readonly ActiveRule[];
	/** Takes one rule back; false when it is gone already. */
	stopMisbehaving(id: string): boolean;
	/** Takes all rules back and lets all held requests go. */
	behave(): void;
	/** Catches matching requests in flight, before they take place unless told. */
	hold(match?: Match, at?: HoldPoint): Hold;
	/** Throws when there is no such hold. */
	findHold(id: string): Hold;
	/** The requests so far, oldest first. */
	requests(match?: Match): readonly LoggedRequest[];
	clearRequests(): void;
	/** Resolves when the next matching request has ended. */
	nextRequest(match?: Match): Promise<LoggedRequest>;
	/** Everything the Engine holds. */
	groundTruth(): GroundTruth;
	/** What the lists of an account show. */
	visibleTo(idOrEmail: string): GroundTruth;
	/** The e-mails that the Engine would have sent, oldest first. */
	mails(): readonly MailRow[];
	quirks(): Quirks;
	setQuirks(quirks: Partial<Quirks>): void;
	onCommit(listener: (commit: Commit) => void): () => void;
}

export interface ControlParts {
	readonly machine: Machine;
	readonly rules: Rules;
	readonly holds: Holds;
	readonly log: RequestLog;
}

export function createControl(parts: ControlParts): Control {
	const { machine, rules, holds, log } = parts;
	const direct = createDirectControl(machine);
	return {
		...direct,
		callAs: (who, rpc, request) =>
			machine.call({
				rpc,
				request: completeRequest(rpc, request),
				caller: { accountId: direct.account(who).id },
			}),
		misbehave: (rule) => {
			ruleSchema.parse(rule);
			return rules.add(rule);
		},
		misbehaviours: rules.list,
		stopMisbehaving: rules.remove,
		behave: () => {
			rules.clear();
			holds.endAll();
		},
		hold: (match = {}, at = "before") => holds.add(match, at),
		findHold: (id) => {
			const hold = holds.find(id);
			if (hold === undefined) throw new Error(`There is no hold ${id}.`);
			return hold;
		},
		requests: log.list,
		clearRequests: log.clear,
		nextRequest: log.next,
		groundTruth: () => groundTruth(machine),
		visibleTo: (who) => visibleTo(machine, direct.account(who).id),
		mails: () => [...machine.state().mails.values()],
		quirks: machine.quirks,
		setQuirks: machine.setQuirks,
		onCommit: machine.onCommit,
	};
}
