import {
	createEnvelope,
	type Envelope,
	type Fields,
	type Sent,
	type Stored,
	seal,
} from "@engine-offline/core/replicate";
import type { Observation } from "../observation.js";
import type { TransitionContext } from "../observe.js";

export const context: TransitionContext = {
	name: "orgs",
	at: 7,
	policies: {},
};

/** An org that the Engine knows as `r`, with the given writable values. */
export function orgOf(
	values: { readonly name: string; readonly description?: string },
	envelope: Partial<Envelope> = {},
	deleted = false,
): Stored {
	const document = {
		id: "d",
		description: "",
		...values,
		logoUrl: "",
		subscriptionId: "",
		reach: "listed",
		envelope: createEnvelope({
			remoteId: "r",
			mark: "m0",
			seen: 1,
			...envelope,
		}),
		_deleted: deleted,
		_rev: "1-a",
		_meta: { lwt: 0 },
		_attachments: {},
	};
	return seal("orgs", document);
}

export function sentUpdate(values: Fields, covers = 1): Sent {
	return {
		attempt: "try",
		kind: "update",
		values,
		covers,
		touched: { name: covers },
		inDoubt: true,
		step: "",
	};
}

export function seenOrg(fields: Fields, mark = "m1"): Observation {
	return {
		remoteId: "r",
		mark,
		fields: { description: "", ...fields },
		rest: { logoUrl: "", subscriptionId: "", reach: "listed" },
		createdBy: "",
		maybeChanged: true,
	};
}

export const nameOf = (doc: Stored): unknown => Reflect.get(doc, "name");

/** Every combination of values for the named places. */
export function combinations<Place extends string>(
	places: readonly Place[],
	values: readonly string[],
): Record<Place, string>[] {
	return places.reduce<Record<string, string>[]>(
		(rows, place) =>
			rows.flatMap((row) =>
				values.map((value) => ({ ...row, [place]: value })),
			),
		[{}],
		// Proof of the cast: each row was given a value for each place.
	) as Record<Place, string>[];
}
