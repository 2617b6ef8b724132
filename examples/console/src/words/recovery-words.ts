import type { RecoveredItem, Recovery } from "@engine-offline/core";
import { counted } from "./time-words.js";

/** What became of what was saved here, with counts. */
export function recoveryHeadline({
	emptied,
	items,
	unkept,
	journalLost,
}: Recovery): string {
	const count = (...outcomes: readonly RecoveredItem["outcome"][]) =>
		items.filter(({ outcome }) => outcomes.includes(outcome)).length;
	const back = count("restored", "restored-in-doubt");
	const lost = count("lost") + unkept;
	return [
		emptied.length > 0
			? "The browser destroyed what this page had stored. The Engine's data is fetched again."
			: "Some of what was stored on this device could not be read.",
		back > 0 ? `${counted(back, "unsent change")} came back.` : "",
		lost > 0 ? `${counted(lost, "unsent change")} could not be put back.` : "",
		journalLost
			? "Whatever had not been sent may be lost, and nobody can say what it was."
			: "",
	]
		.filter((part) => part !== "")
		.join(" ");
}

const wordsByOutcome = {
	restored: "is back, and waits to be sent",
	"restored-in-doubt": "is back; whether the Engine has it is being found out",
	lost: "is lost",
	"set-aside": "could not be read, and is fetched again or put back",
} as const;

export function recoveryLine({ label, outcome, why }: RecoveredItem): string {
	const said = `${label} ${wordsByOutcome[outcome]}`;
	return why === "" ? `${said}.` : `${said}: ${why}`;
}
