import type { ProjectHandle } from "@engine-offline/core";
import { usePendingOf } from "@engine-offline/react";
import { memo } from "react";
import { GuardedButton } from "../parts/guarded-button.js";
import { EditForm } from "../parts/name-and-description.js";
import { StateMark, StateSentence } from "../parts/state-mark.js";
import { UndoButton } from "../parts/undo-button.js";
import { type Opening, useOpening } from "../react/use-opening.js";
import { DeleteProject } from "./delete-project.js";

/** Why the projects of an org may not be changed or deleted, if so. */
export interface ProjectGuards {
	readonly whyNotEdit: string | undefined;
	readonly whyNotDelete: string | undefined;
}

interface ProjectRowProps extends ProjectGuards {
	readonly project: ProjectHandle;
}

export const ProjectRow = memo(function ProjectRow(props: ProjectRowProps) {
	const { project } = props;
	const editing = useOpening();
	const { name, description } = project;
	if (editing.isOpen)
		return (
			<div className="row">
				<EditForm of={project} label={`Edit ${name}`} onDone={editing.close} />
			</div>
		);
	return (
		<div className="row">
			<div className="grow">
				<span className="name">{name}</span> <StateMark of={project} />
				{description !== "" && <p className="quiet">{description}</p>}
				<StateSentence of={project} />
			</div>
			<ProjectButtons {...props} editing={editing} />
		</div>
	);
});

interface ButtonsProps extends ProjectRowProps {
	readonly editing: Opening;
}

function ProjectButtons(props: ButtonsProps) {
	const { project, editing, whyNotEdit, whyNotDelete } = props;
	const { id, name } = project;
	const pending = usePendingOf({ collection: "projects", id });
	return (
		<div className="buttons">
			<UndoButton change={pending} label={name} />
			<GuardedButton
				ref={editing.button}
				whyNot={whyNotEdit}
				aria-label={`Edit ${name}`}
				onClick={editing.open}
			>
				Edit
			</GuardedButton>
			<DeleteProject project={project} whyNot={whyNotDelete} />
		</div>
	);
}
