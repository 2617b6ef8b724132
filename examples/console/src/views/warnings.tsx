import type { Recovery } from "@engine-offline/core";
import { useObservable } from "@engine-offline/react";
import { saveAsFile } from "../parts/save-as-file.js";
import { useDevice } from "../react/app-context.js";
import { useAction } from "../react/use-action.js";
import { recoveryHeadline, recoveryLine } from "../words/recovery-words.js";
import { counted } from "../words/time-words.js";

/** What endangers what was saved on this device, or already did; nothing as a rule. */
export function Warnings() {
	const { store } = useDevice();
	const journal = useObservable(store.journal$, store.journal);
	const recovery = useObservable(store.recovery$, store.recovery);
	return (
		<>
			{!store.durable && (
				<p className="warning" role="alert">
					This browser keeps nothing for this page: what you change is lost when
					it is closed. Perhaps it is a private window.
				</p>
			)}
			{journal.state === "full" && (
				<p className="warning" role="alert">
					{counted(journal.unkept, "change")} could not be kept in a second
					place. Go online soon, so that the Engine has them.
				</p>
			)}
			{recovery && <Recovered recovery={recovery} />}
		</>
	);
}

function Recovered({ recovery }: { readonly recovery: Recovery }) {
	const { store } = useDevice();
	const action = useAction();
	const save = () =>
		saveAsFile("recovered.json", JSON.stringify(recovery, null, "\t"));
	return (
		<section className="warning" aria-label="Recovery">
			<p>{recoveryHeadline(recovery)}</p>
			<ul className="preview">
				{recovery.items.map((item) => (
					<li key={`${item.collection}/${item.id}`}>{recoveryLine(item)}</li>
				))}
			</ul>
			<div className="buttons">
				<button type="button" onClick={save}>
					Save this as a file
				</button>
				<button
					type="button"
					disabled={action.busy}
					onClick={() => action.run(() => store.dismissRecovery())}
				>
					I have seen it
				</button>
			</div>
		</section>
	);
}
