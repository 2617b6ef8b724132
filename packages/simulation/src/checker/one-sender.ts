import type { CollectionName, Stored } from "@engine-offline/core/replicate";
import type { Device } from "../device/device.js";
import type { Flight } from "../network/network.js";
import { isWrite } from "../network/wire-call.js";
import type { Evidence, Rule } from "./rule.js";

/**
 * S14: a request that is out and not in doubt is settled by its own answer alone: by the process that wrote it down, and
 * when it has heard. Whoever takes over says first that it is in doubt; what is erased with its org, or gives way to its
 * twin, ends without an answer.
 */
export function oneSender(evidence: Evidence): Rule {
	/** Who wrote an attempt down. */
	const senderByAttempt = new Map<string, string>();
	/** The last write that a process sent for a document. */
	const flights = new Map<string, Flight>();
	const isOut = (process: string, name: CollectionName, doc: Stored) =>
		[doc.envelope.remoteId, `local:${doc.id}`].some((id) => {
			const flight = flights.get(`${process} ${name}/${id}`);
			return flight !== undefined && flight.endedAt === undefined;
		});
	return {
		sent: (flight) => {
			if (isWrite(flight.call))
				flights.set(`${flight.process} ${flight.document}`, flight);
		},
		stored: (device, { name, previous, next, process }) => {
			// Caught up by another process: nobody knows who wrote it.
			if (process === "") return;
			const { sent } = next.envelope;
			const before = previous?.envelope.sent;
			if (sent !== null && sent.attempt !== before?.attempt)
				senderByAttempt.set(sent.attempt, process);
			if (!previous || !before || before.inDoubt) return;
			if (sent?.attempt === before.attempt || endsUnanswered(next)) return;
			if (isRestoring(device, process)) return;
			const sender = senderByAttempt.get(before.attempt);
			if (sender === process && !isOut(process, name, previous)) return;
			evidence.violated(
				"S14",
				device.name,
				`${process} settled ${name}/${next.id}, whose request ${before.attempt} was ${sender}'s, without an answer to it`,
			);
		},
	};
}

/** An opening finishes from the journal what the sender had begun to write. */
function isRestoring(device: Device, process: string): boolean {
	const isOpen = device
		.programs()
		.some((program) => program.process.name === process);
	return device.journal !== undefined && !isOpen;
}

function endsUnanswered({ _deleted, envelope }: Stored): boolean {
	return (
		_deleted && (envelope.ended === "vanished" || envelope.remoteId === "")
	);
}
