import type { ReplicatorEvent } from "@engine-offline/sync";
import type { Edit } from "./protocol.js";
import { say } from "./say.js";

/** Says what the replicator does with the edits that it follows. */
export interface Narrator {
	follow(edits: readonly Edit[]): void;
	readonly observe: (event: ReplicatorEvent) => void;
}

export function createNarrator(): Narrator {
	const titles = new Map<string, string>();
	return {
		follow: (edits) => {
			for (const { title, change } of edits) {
				const key = `${change.collection}/${change.id}`;
				if (!titles.has(key)) titles.set(key, title);
			}
		},
		observe: (event) => {
			if (event.kind === "failed")
				say(`Something is wrong here: ${String(event.error)}`);
			if (!("id" in event)) return;
			const title = titles.get(`${event.collection}/${event.id}`);
			if (title !== undefined) say(`  ${sentence(event.kind, title)}`);
		},
	};
}

type Kind = Extract<ReplicatorEvent, { readonly id: string }>["kind"];

function sentence(kind: Kind, title: string): string {
	switch (kind) {
		case "sent":
			return `${title}: sent.`;
		case "settled":
			return `${title}: the Engine has it.`;
		case "in-doubt":
			return `${title}: no answer. It is looked for before anything is sent again.`;
		case "refused":
			return `${title}: the Engine said no.`;
		case "parked":
			return `${title}: waits, and not for the network.`;
		case "removed":
			return `${title}: gone from the Engine.`;
	}
}
