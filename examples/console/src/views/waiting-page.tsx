import type { PendingChange } from "@engine-offline/core";
import { usePending } from "@engine-offline/react";
import { PageHeading } from "../parts/heading.js";
import { VirtualRows } from "../parts/virtual-rows.js";
import { WaitingRow } from "./waiting-row.js";

/** Everything that the Engine does not have yet, and why. */
export function WaitingPage() {
	const pending = usePending() ?? [];
	return (
		<section aria-label="Waiting changes">
			<PageHeading>Waiting</PageHeading>
			{pending.length === 0 ? (
				<p>Nothing waits: the Engine has everything that was changed here.</p>
			) : (
				<p>
					Saved on this device, and not on the Engine yet. The oldest first.
				</p>
			)}
			<VirtualRows label="What waits" items={pending.map(withKey)}>
				{({ change }) => <WaitingRow change={change} />}
			</VirtualRows>
		</section>
	);
}

const withKey = (change: PendingChange) => ({
	id: `${change.collection}/${change.id}`,
	change,
});
