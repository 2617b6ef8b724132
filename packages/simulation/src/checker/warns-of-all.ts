import type { Evidence, Rule } from "./rule.js";
import { describe, keyOf, waitingOf } from "./waiting.js";

/** S1: nothing that waits is lost by a logout that did not name it. */
export function warnsOfAll({ violated }: Evidence): Rule {
	return {
		warned: (device, { before, items }) => {
			const named = new Set(
				items.flatMap((item) =>
					item.type === "change" ? `${item.collection}/${item.id}` : [],
				),
			);
			for (const waiting of waitingOf(device)) {
				const key = keyOf(waiting);
				if (before.has(key) && !named.has(key))
					violated(
						"S1",
						device.name,
						`a logout does not name ${describe(waiting)}, which would be lost`,
					);
			}
		},
	};
}
