import { of } from "rxjs";
import type { JournalState } from "../journal/journal-state.js";
import type { ModelContext } from "../object-model/model-context.js";
import { storing } from "../object-model/model-context.js";

const off: JournalState = { state: "off" };

/** What the store says of its second place, and of what it found there. */
export function safetyMembers(context: ModelContext) {
	const { journal, recovery } = context.kernel;
	return {
		get journal() {
			return journal?.keeper.state ?? off;
		},
		journal$: journal?.keeper.state$ ?? of(off),
		get recovery() {
			return recovery.get();
		},
		recovery$: recovery.changes$,
		dismissRecovery: () =>
			storing(context, async () => {
				const items = recovery.get()?.items ?? [];
				const lost = items.filter(({ outcome }) => outcome === "lost");
				await journal?.dropUnusable(lost);
				await recovery.dismiss();
			}),
	};
}
