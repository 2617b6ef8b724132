import type { RecoveredItem, Recovery } from "@engine-offline/core";
import { counted } from "./time-words.js";

/** What became of what was saved here, with counts. */
export function recoveryHeadline({ items, unkept }: Recovery): string {
	const lost = items.filter(({ outcome }) => outcome === "lost").length;
	const back = items.length - lost;
	return [
		"The browser destroyed what this page had stored. The Engine's data is fetched again.",
		back > 0 ? `${counted(back, "unsent change")} came back.` : "",
		lost + unkept > 0
			? `${counted(lost + unkept, "unsent change")} could not be put back.`
			: "",
	]
		.filter((part) => part !== "")
		.join(" ");
}

const wordsByOutcome = {
	restored: "is back, and waits to be sent",
	"restored-in-doubt": "is back; whether the Engine has it is being found out",
	lost: "is lost",
} as const;

export function recoveryLine({ label, outcome, why }: RecoveredItem): string {
	const said = `${label} ${wordsByOutcome[outcome]}`;
	return why === "" ? `${said}.` : `${said}: ${why}`;
}
