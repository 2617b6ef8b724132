import type { Flight, ViewProps } from "./flight.js";
import { CallsView } from "./views/calls-view.js";
import { EventsView } from "./views/events-view.js";
import { IssuesView } from "./views/issues-view.js";
import { ListsView } from "./views/lists-view.js";
import { NowView } from "./views/now-view.js";
import { WaitingView } from "./views/waiting-view.js";

export const viewNames = [
	"now",
	"waiting",
	"issues",
	"calls",
	"lists",
	"events",
	"document",
] as const;
export type ViewName = (typeof viewNames)[number];

const viewByName = {
	now: NowView,
	waiting: WaitingView,
	issues: IssuesView,
	calls: CallsView,
	lists: ListsView,
	events: EventsView,
} as const;

/** What is behind one tab. */
export function View({
	name,
	...props
}: ViewProps & { readonly name: keyof typeof viewByName }) {
	const Shown = viewByName[name];
	return <Shown {...props} />;
}

/** What a tab is called, with how many things are behind it. */
export function titleOf(name: ViewName, { snapshot }: Flight): string {
	switch (name) {
		case "waiting":
			return `Waiting ${snapshot?.pending.length ?? ""}`.trim();
		case "issues":
			return `Issues ${snapshot?.issues.length ?? ""}`.trim();
		default:
			return name.charAt(0).toUpperCase() + name.slice(1);
	}
}
