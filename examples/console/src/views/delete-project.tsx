import type { ProjectHandle } from "@engine-offline/core";
import { usePendingOf } from "@engine-offline/react";
import { ConfirmDialog } from "../parts/confirm-dialog.js";
import { GuardedButton } from "../parts/guarded-button.js";
import { useNotify } from "../react/use-notice.js";
import { useOpening } from "../react/use-opening.js";
import { changeWords } from "../words/change-words.js";

interface DeleteProjectProps {
	readonly project: ProjectHandle;
	readonly whyNot: string | undefined;
}

export function DeleteProject({ project, whyNot }: DeleteProjectProps) {
	const { isOpen, button, open, close } = useOpening();
	return (
		<>
			<GuardedButton
				ref={button}
				whyNot={whyNot}
				aria-label={`Delete ${project.name}`}
				onClick={open}
			>
				Delete
			</GuardedButton>
			{isOpen && <AskToDelete project={project} onClose={close} />}
		</>
	);
}

interface AskProps {
	readonly project: ProjectHandle;
	readonly onClose: () => void;
}

function AskToDelete({ project, onClose }: AskProps) {
	const notify = useNotify();
	const { id, name } = project;
	const pending = usePendingOf({ collection: "projects", id });
	const remove = async () => {
		const change = await project.delete();
		notify({
			text: `“${name}” is deleted here, and will be on the Engine.`,
			undo: () => change.revert(),
		});
	};
	return (
		<ConfirmDialog
			title={`Delete “${name}”?`}
			confirm="Delete project"
			onConfirm={remove}
			onClose={onClose}
		>
			<p>
				Everything that the Engine keeps in this project goes with it
				{pending && `, and what was not sent: ${changeWords(pending)}`}.
			</p>
			<p>You can undo it until it is sent. After that nobody can.</p>
		</ConfirmDialog>
	);
}
