import type { ProjectHandle } from "@engine-offline/core";
import { memo, useState } from "react";
import { ConfirmDialog } from "../parts/confirm-dialog.js";
import { EditForm } from "../parts/name-and-description.js";
import { StateMark, StateSentence, UndoButton } from "../parts/state-mark.js";
import { useNotify } from "../react/use-notice.js";
import { usePending } from "../react/use-pending.js";

interface ProjectRowProps {
	readonly project: ProjectHandle;
}

export const ProjectRow = memo(function ProjectRow({
	project,
}: ProjectRowProps) {
	const [isEditing, setEditing] = useState(false);
	const { name, description } = project;
	return (
		<li className="row">
			{isEditing ? (
				<EditForm
					of={project}
					label={`Edit ${name}`}
					onDone={() => setEditing(false)}
				/>
			) : (
				<>
					<div className="grow">
						<span className="name">{name}</span> <StateMark of={project} />
						<p className="quiet">{description}</p>
						<StateSentence of={project} />
					</div>
					<ProjectButtons project={project} onEdit={() => setEditing(true)} />
				</>
			)}
		</li>
	);
});

function ProjectButtons({
	project,
	onEdit,
}: ProjectRowProps & { readonly onEdit: () => void }) {
	const pending = usePending("projects", project.id);
	const [isAsking, setAsking] = useState(false);
	const { name } = project;
	return (
		<div className="buttons">
			<UndoButton change={pending} label={name} />
			<button type="button" aria-label={`Edit ${name}`} onClick={onEdit}>
				Edit
			</button>
			<button
				type="button"
				aria-label={`Delete ${name}`}
				onClick={() => setAsking(true)}
			>
				Delete
			</button>
			{isAsking && (
				<AskToDelete project={project} onClose={() => setAsking(false)} />
			)}
		</div>
	);
}

function AskToDelete({
	project,
	onClose,
}: ProjectRowProps & { readonly onClose: () => void }) {
	const notify = useNotify();
	const remove = async () => {
		const change = await project.delete();
		notify({
			text: `"${project.name}" is deleted here, and will be on the Engine.`,
			undo: () => change.revert(),
		});
	};
	return (
		<ConfirmDialog
			title={`Delete "${project.name}"?`}
			confirm="Delete project"
			onConfirm={remove}
			onClose={onClose}
		>
			<p>Everything in it goes with it. Until it was sent you can undo it.</p>
		</ConfirmDialog>
	);
}
