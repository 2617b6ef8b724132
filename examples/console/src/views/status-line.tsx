import { useObservable, usePending, useStatus } from "@engine-offline/react";
import { useApp, useDevice } from "../react/app-context.js";
import { useAction } from "../react/use-action.js";
import { useNow } from "../react/use-now.js";
import { hrefOf } from "../react/use-route.js";
import { type StatusWords, statusWords } from "../words/status-words.js";
import { SignInAgain } from "./sign-in-again.js";

/** How the store stands to the Engine, in words. Only a change of the headline is read out. */
export function StatusLine() {
	const words = useStatusWords();
	return (
		<section className="status" data-tone={words.tone} aria-label="Sync status">
			<p className="headline" role="status">
				<span className="dot" aria-hidden="true" />
				{words.headline}
			</p>
			<Progress of={words.progress} />
			<p className="details">{words.details.join(" ")}</p>
			<NewerPage />
			{words.offer === "sign-in" && <SignInAgain />}
			{words.offer === "confirm-removals" && <ConfirmRemovals />}
			{words.offer === "see-what-waits" && (
				<a href={hrefOf({ page: "waiting" })}>See what waits</a>
			)}
		</section>
	);
}

function useStatusWords(): StatusWords {
	const { replicator } = useDevice();
	const { network } = useApp();
	const status = useStatus() ?? replicator.status;
	const reach = useObservable(network.reach$, network.reach);
	const stuck = usePending()?.find(({ parked }) => parked !== undefined);
	return statusWords(status, { reach, now: useNow(), stuck });
}

function Progress({ of }: { readonly of: StatusWords["progress"] }) {
	if (of === undefined) return null;
	return <progress aria-label="First sync" value={of.done} max={of.all} />;
}

function NewerPage() {
	const { updates } = useApp();
	const load = useObservable(updates.newer$);
	if (load === undefined) return null;
	return (
		<button type="button" onClick={load}>
			Load the newer version of this page
		</button>
	);
}

function ConfirmRemovals() {
	const { replicator } = useDevice();
	const action = useAction();
	return (
		<button
			type="button"
			disabled={action.busy}
			onClick={() => action.run(() => replicator.confirmRemovals())}
		>
			Remove them here too
		</button>
	);
}
