import type { OrgHandle, ProjectHandle } from "@engine-offline/core";
import { useProjects } from "@engine-offline/react";
import { Disclosure } from "../parts/disclosure.js";
import { SearchField } from "../parts/field.js";
import { Freshness } from "../parts/freshness.js";
import { CreateForm } from "../parts/name-and-description.js";
import { VirtualRows } from "../parts/virtual-rows.js";
import { madeHere, useNotify } from "../react/use-notice.js";
import { useSearch } from "../react/use-search.js";
import { useWhyNot } from "../react/use-why-not.js";
import { shownOfAll } from "../words/filter.js";
import { ProjectRow } from "./project-row.js";

interface SectionProps {
	readonly org: OrgHandle;
}

/** The projects of an org. While it is on screen the list is kept fresh. */
export function ProjectSection({ org }: SectionProps) {
	const projects = useProjects(org.id);
	const { text, found, setText } = useSearch(projects, textsOf);
	return (
		<section aria-label="Projects">
			<div className="toolbar">
				<SearchField label="Search projects" value={text} onChange={setText} />
				<NewProject org={org} />
			</div>
			<div className="list-facts">
				<p className="quiet" role="status">
					{shownOfAll(found.length, projects?.length, "project")}
				</p>
				<Freshness
					scope={`org-projects:${org.id}`}
					isNew={org.remoteId === ""}
				/>
			</div>
			<ProjectRows org={org} projects={found} />
		</section>
	);
}

const textsOf = ({ name, description }: ProjectHandle) => [name, description];

function NewProject({ org }: SectionProps) {
	const notify = useNotify();
	const create = async (name: string, description: string) => {
		const { change } = await org.createProject(name, description);
		notify(madeHere(name, change));
	};
	return (
		<Disclosure label="New project" whyNot={useWhyNot(org.id, "createProject")}>
			{(close) => (
				<CreateForm
					label="New project"
					submit="Create project"
					onCancel={close}
					onCreate={async (name, description) => {
						await create(name, description);
						close();
					}}
				/>
			)}
		</Disclosure>
	);
}

interface RowsProps extends SectionProps {
	readonly projects: readonly ProjectHandle[];
}

function ProjectRows({ org, projects }: RowsProps) {
	const whyNotEdit = useWhyNot(org.id, "updateProject");
	const whyNotDelete = useWhyNot(org.id, "deleteProject");
	return (
		<VirtualRows label="Projects" items={projects}>
			{(project) => (
				<ProjectRow
					project={project}
					whyNotEdit={whyNotEdit}
					whyNotDelete={whyNotDelete}
				/>
			)}
		</VirtualRows>
	);
}
