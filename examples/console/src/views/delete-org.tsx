import type { OrgHandle } from "@engine-offline/core";
import { useState } from "react";
import { ConfirmDialog } from "../parts/confirm-dialog.js";
import { useWhyNot } from "../react/use-can.js";
import { useNotify } from "../react/use-notice.js";
import { useObservable } from "../react/use-observable.js";
import { goTo } from "../react/use-route.js";
import { counted } from "../words/time-words.js";

export function DeleteOrg({ org }: { readonly org: OrgHandle }) {
	const [isAsking, setAsking] = useState(false);
	const whyNot = useWhyNot(org, "deleteOrg");
	return (
		<>
			<button
				type="button"
				disabled={whyNot !== undefined}
				title={whyNot}
				onClick={() => setAsking(true)}
			>
				Delete org
			</button>
			{isAsking && <AskToDelete org={org} onClose={() => setAsking(false)} />}
		</>
	);
}

function AskToDelete({
	org,
	onClose,
}: {
	readonly org: OrgHandle;
	readonly onClose: () => void;
}) {
	const notify = useNotify();
	const projects = useObservable(org.projects$, []);
	const people = useObservable(org.users$, []);
	const remove = async () => {
		const { name, id } = org;
		const change = await org.delete();
		goTo({ page: "orgs" });
		notify({
			text: `"${name}" is deleted here, and will be on the Engine.`,
			undo: async () => {
				await change.revert();
				goTo({ page: "org", orgId: id });
			},
		});
	};
	return (
		<ConfirmDialog
			title={`Delete "${org.name}"?`}
			confirm="Delete org"
			onConfirm={remove}
			onClose={onClose}
		>
			<p>
				With it go {counted(projects.length, "project")} and the membership of{" "}
				{counted(people.length, "person").replace("persons", "people")}.
			</p>
			<p>
				Until it was sent you can undo it. After that nobody can. The Engine
				refuses it while the org has an active subscription; then everything
				comes back.
			</p>
		</ConfirmDialog>
	);
}
