import type { PendingChange } from "@engine-offline/core";
import { useContext } from "react";
import { PageHeading } from "../parts/heading.js";
import { Failure, UndoButton } from "../parts/state-mark.js";
import { useDevice } from "../react/app-context.js";
import { useAction } from "../react/use-action.js";
import { useNow } from "../react/use-now.js";
import { PendingContext } from "../react/use-pending.js";
import { changeWords } from "../words/change-words.js";
import { agoInWords } from "../words/time-words.js";

/** Everything that the Engine does not have yet, and why. */
export function WaitingPage() {
	const pending = [...useContext(PendingContext).values()];
	return (
		<section aria-label="Waiting changes">
			<PageHeading>Waiting</PageHeading>
			{pending.length === 0 ? (
				<p>Nothing waits: the Engine has everything that was changed here.</p>
			) : (
				<p>
					Saved on this device, and not on the Engine yet. The oldest first.
				</p>
			)}
			<ul className="rows">
				{pending.map((change) => (
					<WaitingRow
						key={`${change.collection}/${change.id}`}
						change={change}
					/>
				))}
			</ul>
		</section>
	);
}

function WaitingRow({ change }: { readonly change: PendingChange }) {
	const now = useNow();
	const { label, why, since } = change;
	return (
		<li className="row">
			<div className="grow">
				<span className="name">{label}</span>{" "}
				<span className="badge">{changeWords(change)}</span>
				<p className="why">{why}</p>
				<p className="quiet">Changed {agoInWords(since, now)}.</p>
			</div>
			<div className="buttons">
				<RetryButton change={change} />
				<UndoButton change={change} label={label} />
			</div>
		</li>
	);
}

/** A change that is parked can be tried at once, unless somebody has to decide first. */
function RetryButton({ change }: { readonly change: PendingChange }) {
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
				onClick={() => action.run(() => store.retry(change))}
			>
				Try again now
			</button>
			<Failure of={action.error} />
		</>
	);
}
