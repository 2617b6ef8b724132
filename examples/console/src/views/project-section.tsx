import type { OrgHandle } from "@engine-offline/core";
import { Freshness } from "../parts/freshness.js";
import { CreateForm } from "../parts/name-and-description.js";
import { useWhyNot } from "../react/use-can.js";
import { useObservable } from "../react/use-observable.js";
import { ProjectRow } from "./project-row.js";

/** The projects of an org. While it is on screen the list is kept fresh. */
export function ProjectSection({ org }: { readonly org: OrgHandle }) {
	const projects = useObservable(org.projects$, undefined);
	const whyNot = useWhyNot(org, "createProject");
	return (
		<section aria-label="Projects">
			<h3>
				Projects <span className="count">{projects?.length}</span>
			</h3>
			<Freshness scope={`org-projects:${org.id}`} isNew={org.remoteId === ""} />
			<ul className="rows">
				{projects?.map((project) => (
					<ProjectRow key={project.id} project={project} />
				))}
			</ul>
			{projects?.length === 0 && <p className="quiet">No projects yet.</p>}
			{whyNot === undefined ? (
				<CreateForm
					label="New project"
					submit="Create project"
					onCreate={(name, description) => org.createProject(name, description)}
				/>
			) : (
				<p className="quiet">{whyNot}</p>
			)}
		</section>
	);
}
