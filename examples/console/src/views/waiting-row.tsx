import type { PendingChange } from "@engine-offline/core";
import { useOrg } from "@engine-offline/react";
import { Failure } from "../parts/failure.js";
import { UndoButton } from "../parts/undo-button.js";
import { useDevice } from "../react/app-context.js";
import { useAction } from "../react/use-action.js";
import { useNow } from "../react/use-now.js";
import { hrefOf, orgRoute } from "../react/use-route.js";
import { changeWords } from "../words/change-words.js";
import { waitingWord } from "../words/state-words.js";
import { agoInWords } from "../words/time-words.js";

interface WaitingProps {
	readonly change: PendingChange;
}

export function WaitingRow({ change }: WaitingProps) {
	const now = useNow();
	const { label, why, since, state } = change;
	return (
		<div className="row">
			<div className="grow">
				<span className="name">{label}</span>{" "}
				<span className="badge">{changeWords(change)}</span>{" "}
				<span className="mark" data-state={waitingWord(state)}>
					{waitingWord(state)}
				</span>
				<p className="why">
					{why} {change.parked?.suggestion}
				</p>
				<p className="quiet">
					Changed {agoInWords(since, now)}
					<InOrg change={change} />.
				</p>
			</div>
			<div className="buttons">
				<RetryButton change={change} />
				<UndoButton change={change} label={label} />
			</div>
		</div>
	);
}

/** The org that it is in, with the way there; nothing for an org itself and for one that is gone. */
function InOrg({ change }: WaitingProps) {
	const org = useOrg(change.orgId);
	if (!org || change.collection === "orgs") return null;
	const tab = change.collection === "members" ? "people" : "projects";
	return (
		<>
			{" "}
			in <a href={hrefOf(orgRoute(org.id, tab))}>{org.name}</a>
		</>
	);
}

/** A change that is parked can be tried at once, unless somebody has to decide first. */
function RetryButton({ change }: WaitingProps) {
	const { store } = useDevice();
	const action = useAction();
	const reason = change.parked?.reason;
	const canRetry =
		reason === "quota" || reason === "view-only" || reason === "engine-failing";
	if (!canRetry) return null;
	return (
		<>
			<button
				type="button"
				disabled={action.busy}
				aria-label={`Try again now: ${change.label}`}
				onClick={() => action.run(() => store.retry(change))}
			>
				Try again now
			</button>
			<Failure of={action.error} />
		</>
	);
}
