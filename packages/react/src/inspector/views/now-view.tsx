import type { Snapshot } from "@engine-offline/sync/flight-recorder";
import type { ViewProps } from "../flight.js";
import { agoInWords } from "../time-words.js";
import { Facts } from "./rows.js";

/** How the device stands to the Engine, and who replicates. */
export function NowView({ flight }: ViewProps) {
	const { snapshot, now, problem } = flight;
	if (snapshot === undefined)
		return <p>{problem || "Nothing is known yet."}</p>;
	const { status, tab, durable, pending, issues } = snapshot;
	const isIn = (state: string) =>
		pending.filter((change) => change.state === state).length;
	const [oldest] = pending;
	return (
		<Facts
			of={{
				State: status.state,
				Message: status.message,
				Waiting: `${pending.length} (${isIn("in-doubt")} in doubt, ${isIn("parked")} parked)`,
				"Waiting since": oldest ? agoInWords(oldest.since, now) : "",
				Issues: issues.length,
				"Stalest list": stalestInWords(snapshot, now),
				Storage: durable ? "durable" : "in memory: it ends with this page",
				Tabs: tabWords(tab),
			}}
		/>
	);
}

function stalestInWords({ scopes }: Snapshot, now: number): string {
	const moments = scopes.map(({ asOf }) => asOf);
	if (moments.length === 0) return "none yet";
	const known = moments.filter((moment) => moment !== null);
	return known.length < moments.length
		? "never complete"
		: agoInWords(Math.min(...known), now);
}

function tabWords(tab: Snapshot["tab"]): string {
	if (tab === null) return "this one alone";
	const others = tab.others === 1 ? "1 other tab" : `${tab.others} other tabs`;
	if (tab.leads) return `this one leads; ${others}`;
	return `${others}; ${tab.isLed ? "another one leads" : "none leads now"}`;
}
