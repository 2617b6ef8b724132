import type { Unsynced } from "@engine-offline/core";
import { useObservable } from "@engine-offline/react";
import { useMemo } from "react";
import { merge, switchMap } from "rxjs";
import { PageHeading } from "../parts/heading.js";
import { saveAsFile } from "../parts/save-as-file.js";
import { useDevice } from "../react/app-context.js";
import { counted } from "../words/time-words.js";
import { unsyncedWords } from "../words/unsynced-words.js";
import { SignOutButtons } from "./sign-out-buttons.js";

/** Before somebody signs out: what the Engine does not have, item by item, and what becomes of it. */
export function SignOutPage() {
	const unsynced = useUnsynced();
	const { account } = useDevice();
	if (unsynced === undefined)
		return <p role="status">Reading what is kept here…</p>;
	return (
		<section aria-label="Sign out">
			<PageHeading>Sign out</PageHeading>
			<p>Signed in as {account}.</p>
			{unsynced.items.length === 0 ? (
				<p>The Engine has everything: nothing would be lost.</p>
			) : (
				<OnlyHere unsynced={unsynced} />
			)}
			<SignOutButtons losing={unsynced.items.length} />
		</section>
	);
}

function OnlyHere({ unsynced }: { readonly unsynced: Unsynced }) {
	const { items } = unsynced;
	const save = () => saveAsFile("unsent-changes.json", unsynced.toText());
	return (
		<>
			<p>
				{counted(items.length, "thing")} {items.length === 1 ? "is" : "are"}{" "}
				only on this device:
			</p>
			<ul className="preview">
				{items.map((item) => (
					<li key={JSON.stringify([item.type, item.collection, item.id])}>
						{unsyncedWords(item)}
					</li>
				))}
			</ul>
			<div className="buttons">
				<button type="button" onClick={save}>
					Save this list as a file
				</button>
			</div>
		</>
	);
}

/** The list now and whenever something waits or has to be looked at. */
function useUnsynced(): Unsynced | undefined {
	const { store } = useDevice();
	const unsynced$ = useMemo(
		() =>
			merge(store.pending$, store.issues.$).pipe(
				switchMap(() => store.unsynced()),
			),
		[store],
	);
	return useObservable(unsynced$);
}
