import { useDevice } from "../react/app-context.js";
import { useNow } from "../react/use-now.js";
import { agoInWords } from "../words/time-words.js";

interface FreshnessProps {
	/** The key of the list, as the replicator names it. */
	readonly scope: string;
	/** Whether the org itself is not on the Engine yet, so that nothing can be fetched. */
	readonly isNew: boolean;
}

/** How old a list is. */
export function Freshness({ scope, isNew }: FreshnessProps) {
	const { replicator } = useDevice();
	const now = useNow();
	const asOf = replicator.asOf(scope);
	if (isNew)
		return <p className="quiet">Made here: it is not on the Engine yet.</p>;
	return (
		<p className="quiet">
			{asOf === undefined
				? "Not fetched yet."
				: `Fetched ${agoInWords(asOf, now)}.`}
		</p>
	);
}
