import type { Environment } from "@engine-offline/core";
import type { Tabs } from "@engine-offline/core/replicate";
import type { Status } from "../status/status.js";
import {
	LEAD,
	type LeaderCall,
	type LeadMessage,
	readLead,
} from "./messages.js";

/** So many answers are kept, for those who did not hear them. */
const MOST_KEPT = 50;

/** What followers ask of the leader. Each question is put again with every beat until it is answered. */
export interface Asks {
	/** Asks the leader; undefined when this tab has to answer by itself, or closes. */
	ask(call: LeaderCall): Promise<Status | undefined>;
	/** A leader was heard of. */
	repeat(): void;
	/** This tab leads now, or closes: nobody else will answer. */
	giveBack(): void;
	close(): void;
}

export interface AsksOptions {
	readonly tabs: Tabs;
	readonly environment: Pick<Environment, "uuid">;
	/** Does what is asked, as the leader; undefined when this tab does not lead. */
	readonly serve: (call: LeaderCall) => Promise<Status> | undefined;
}

interface Question {
	readonly call: LeaderCall;
	readonly answer: (status: Status | undefined) => void;
}

export function createAsks({ tabs, environment, serve }: AsksOptions): Asks {
	const questions = new Map<string, Question>();
	const served = new Map<string, Promise<Status>>();
	const post = (message: LeadMessage) => tabs.post(LEAD, message);
	const put = (id: string, { call }: Question) =>
		post({ kind: "ask", id, call });
	const settle = (id: string, status: Status | undefined) => {
		questions.get(id)?.answer(status);
		questions.delete(id);
	};
	/** Asked twice, done once: the question is the same until it is answered. */
	const answer = async (id: string, call: LeaderCall) => {
		const work = served.get(id) ?? serve(call);
		if (work === undefined) return;
		served.set(id, work);
		const [oldest] = served.keys();
		if (served.size > MOST_KEPT && oldest !== undefined) served.delete(oldest);
		const status = await work.catch(() => undefined);
		if (status === undefined || status.state === "stopped") served.delete(id);
		else post({ kind: "done", id, status });
	};
	const endHearing = tabs.hear(LEAD, (body) => {
		const message = readLead(body);
		if (message?.kind === "ask") void answer(message.id, message.call);
		if (message?.kind === "done") settle(message.id, message.status);
	});
	const giveBack = () => {
		for (const id of [...questions.keys()]) settle(id, undefined);
	};
	return {
		ask: (call) =>
			new Promise((resolve) => {
				const id = environment.uuid();
				const question = { call, answer: resolve };
				questions.set(id, question);
				put(id, question);
			}),
		repeat: () => {
			for (const [id, question] of questions) put(id, question);
		},
		giveBack,
		close: () => {
			endHearing();
			giveBack();
		},
	};
}
