import type { ViewProps } from "../flight.js";
import { agoInWords } from "../time-words.js";
import { Facts } from "./rows.js";

/** How the device stands to the Engine, and who replicates. */
export function NowView({ flight }: ViewProps) {
	const { snapshot, now } = flight;
	if (snapshot === undefined) return <p>Nothing is known yet.</p>;
	const { status, tab, durable } = snapshot;
	const ago = (at: number) => agoInWords(at, now);
	return (
		<Facts
			of={{
				State: status.state,
				Message: status.message,
				Waiting: `${status.waiting} (${status.inDoubt} in doubt, ${status.parked} parked)`,
				"Waiting since": status.waiting > 0 ? ago(status.waitingSince) : "",
				Issues: status.issues,
				"Stalest list":
					status.asOf === null ? "never complete" : ago(status.asOf),
				Storage: durable ? "durable" : "in memory: it ends with this page",
				Tabs: tabWords(tab),
			}}
		/>
	);
}

type Tab = NonNullable<ViewProps["flight"]["snapshot"]>["tab"];

function tabWords(tab: Tab): string {
	if (tab === null) return "this one alone";
	const others = tab.others === 1 ? "1 other tab" : `${tab.others} other tabs`;
	return `${others}, ${tab.isLed ? "one of all leads" : "none leads now"}`;
}
