import type { Stored } from "@engine-offline/core/replicate";

/** How the settled edits of a document ended, oldest first. */
export function outcomeOfEdits({ envelope }: Stored): string[] {
	return Array.from({ length: envelope.settled }, (_, index) => {
		const exception = envelope.exceptions.find(
			({ from, to }) => from <= index + 1 && index + 1 <= to,
		);
		return exception?.kind ?? "accepted";
	});
}
