import type { OrgHandle } from "@engine-offline/core";
import { useMembers, usePending, useProjects } from "@engine-offline/react";
import { ConfirmDialog } from "../parts/confirm-dialog.js";
import { GuardedButton } from "../parts/guarded-button.js";
import { useNotify } from "../react/use-notice.js";
import { useOpening } from "../react/use-opening.js";
import { goTo, orgRoute } from "../react/use-route.js";
import { useWhyNot } from "../react/use-why-not.js";
import { changeWords } from "../words/change-words.js";
import { someOf } from "../words/list-words.js";

export function DeleteOrg({ org }: { readonly org: OrgHandle }) {
	const { isOpen, button, open, close } = useOpening();
	const whyNot = useWhyNot(org.id, "deleteOrg");
	return (
		<>
			<GuardedButton ref={button} whyNot={whyNot} onClick={open}>
				Delete org
			</GuardedButton>
			{isOpen && <AskToDelete org={org} onClose={close} />}
		</>
	);
}

interface AskProps {
	readonly org: OrgHandle;
	readonly onClose: () => void;
}

function AskToDelete({ org, onClose }: AskProps) {
	const notify = useNotify();
	const remove = async () => {
		const { name, id } = org;
		const change = await org.delete();
		goTo({ page: "orgs" });
		notify({
			text: `“${name}” is deleted here, and will be on the Engine.`,
			undo: async () => {
				await change.revert();
				goTo(orgRoute(id));
			},
		});
	};
	return (
		<ConfirmDialog
			title={`Delete “${org.name}”?`}
			confirm="Delete org"
			onConfirm={remove}
			onClose={onClose}
		>
			<WhatGoes org={org} />
			<p>
				You can undo it until it is sent. After that nobody can. While the org
				has an active subscription the Engine refuses it, and everything comes
				back.
			</p>
		</ConfirmDialog>
	);
}

/** The preview: every kind of thing that goes with the org, the first few by name. */
function WhatGoes({ org }: { readonly org: OrgHandle }) {
	const projects = useProjects(org.id) ?? [];
	const people = useMembers(org.id) ?? [];
	const waiting = (usePending() ?? []).filter(({ orgId }) => orgId === org.id);
	return (
		<>
			<p>With it go, on the Engine too:</p>
			<ul className="preview">
				<li>{someOf(projects.map(nameOf), "project")}</li>
				<li>
					{someOf(
						people.map(({ user }) => user.displayName || user.email),
						"membership",
					)}
				</li>
				{waiting.length > 0 && (
					<li>
						{someOf(
							waiting.map((change) => `${changeWords(change)} ${change.label}`),
							"change that was not sent",
							"changes that were not sent",
						)}
					</li>
				)}
			</ul>
		</>
	);
}

const nameOf = ({ name }: { readonly name: string }) => name;
