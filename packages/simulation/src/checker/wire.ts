import type { CollectionName } from "@engine-offline/core/replicate";
import type { Flight } from "../network/network.js";
import { isWrite, type WireCall } from "../network/wire-call.js";
import { hasTwoLeaders } from "./pace.js";
import type { Evidence, Rule } from "./rule.js";

/** S5: no second request for a document before the first one ended. S15: no more than one token refresh under way. */
export function oneAtATime(evidence: Evidence): Rule {
	const open = new Map<string, Flight>();
	const keyOf = (flight: Flight) =>
		flight.call.verb === "auth"
			? `${flight.process} auth`
			: `${flight.process} ${flight.document}`;
	return {
		sent: (flight) => {
			const isAuth = flight.call.verb === "auth";
			if (!isAuth && !isWrite(flight.call)) return;
			const key = keyOf(flight);
			const before = open.get(key);
			// A second replicator takes the first one's requests for those of a process that ended.
			if (!isAuth && hasTwoLeaders(evidence, flight.device)) return;
			if (before !== undefined && before.endedAt === undefined)
				evidence.violated(
					isAuth ? "S15" : "S5",
					flight.device,
					`request ${flight.id} for ${key} while ${before.id} is under way`,
				);
			open.set(key, flight);
		},
	};
}

/** S4 and S6: every id that is sent is one that the Engine made. */
export function knownIds(evidence: Evidence): Rule {
	const check = (flight: Flight, name: CollectionName, id: string) => {
		if (id === "" || evidence.engine.truth.versions(name, id).length > 0)
			return;
		const owner = evidence.devices.find((one) => one.name === flight.device);
		const local = owner?.disk.documents(name).get(id);
		// Known here and not made there yet: it left too early. Made there under another id: it was not resolved.
		evidence.violated(
			local?.envelope.remoteId === "" ? "S6" : "S4",
			flight.device,
			`request ${flight.id} names ${name}/${id}, which the Engine never had`,
		);
	};
	return {
		sent: (flight) => {
			const { call } = flight;
			if (call.verb === "auth" || call.collection === undefined) return;
			check(flight, "orgs", call.parentId);
			check(flight, "users", call.fields.userId ?? "");
			if (call.collection !== "members")
				check(flight, call.collection, call.remoteId);
			else check(flight, "orgs", call.remoteId.split("/")[0] ?? "");
		},
	};
}

/** S15: no create is sent again after a lost answer without a look at the Engine; Retry-After is waited for. */
export function retryDiscipline(evidence: Evidence): Rule {
	const lost = new Map<string, { at: number; probed: boolean }>();
	const documentOf = ({ device, document }: Flight) => `${device} ${document}`;
	return {
		sent: (flight) => {
			if (flight.call.verb !== "create") return;
			const before = lost.get(documentOf(flight));
			if (before !== undefined && !before.probed)
				evidence.violated(
					"S15",
					flight.device,
					`request ${flight.id} creates ${documentOf(flight)} again, unprobed since ${before.at}`,
				);
			// Until an answer says otherwise it may have taken place.
			lost.set(documentOf(flight), { at: evidence.time.now(), probed: false });
		},
		ended: (flight) => {
			const { call, status } = flight;
			if (call.verb === "create" && isAnswered(flight))
				lost.delete(documentOf(flight));
			if ((call.verb === "list" || call.verb === "get") && status !== 0)
				for (const [key, entry] of lost)
					if (key.startsWith(`${flight.device} `) && isProbeOf(key, call))
						entry.probed = true;
		},
	};
}

/** "Not so fast" says that nothing took place, even where the rest of it is cut off. */
function isAnswered({ status, fault }: Flight): boolean {
	if (status === 429) return true;
	return (
		status !== 0 &&
		status < 500 &&
		fault !== "truncate" &&
		fault !== "html" &&
		fault !== "http-403" &&
		fault !== "http-404"
	);
}

function isProbeOf(key: string, { collection }: WireCall): boolean {
	return key.includes(` ${collection}/`);
}
