import type { OrgHandle } from "@engine-offline/core";
import { useState } from "react";
import { PageHeading } from "../parts/heading.js";
import { EditForm } from "../parts/name-and-description.js";
import { StateMark, StateSentence, UndoButton } from "../parts/state-mark.js";
import { useWhyNot } from "../react/use-can.js";
import { useObservable } from "../react/use-observable.js";
import { usePending } from "../react/use-pending.js";
import { hrefOf } from "../react/use-route.js";
import { DeleteOrg } from "./delete-org.js";
import { MemberSection } from "./member-section.js";
import { ProjectSection } from "./project-section.js";

/** `org`: undefined when no list shows it. The page keeps the first handle that it got: lists make new ones. */
export function OrgPage({ org }: { readonly org: OrgHandle | undefined }) {
	const [first, setFirst] = useState(org);
	if (first === undefined && org !== undefined) setFirst(org);
	return (
		<>
			<a className="back" href={hrefOf({ page: "orgs" })}>
				All orgs
			</a>
			{org === undefined || first === undefined ? (
				<NoOrg />
			) : (
				<Org org={first} />
			)}
		</>
	);
}

function NoOrg() {
	return (
		<>
			<PageHeading>This org is not here</PageHeading>
			<p>
				It was deleted, or you no longer belong to it. What waits for it is
				under <a href={hrefOf({ page: "waiting" })}>Waiting</a> and{" "}
				<a href={hrefOf({ page: "issues" })}>Issues</a>.
			</p>
		</>
	);
}

function Org({ org }: { readonly org: OrgHandle }) {
	return (
		<article className="org">
			<OrgHead org={org} />
			<ProjectSection org={org} />
			<MemberSection org={org} />
		</article>
	);
}

function OrgHead({ org }: { readonly org: OrgHandle }) {
	const name = useObservable(org.name$, org.name);
	const description = useObservable(org.description$, org.description);
	const pending = usePending("orgs", org.id);
	const [isEditing, setEditing] = useState(false);
	return (
		<header className="org-head">
			<PageHeading>
				{name} <StateMark of={org} />
			</PageHeading>
			<p>{description || <span className="quiet">No description.</span>}</p>
			<StateSentence of={org} />
			{isEditing ? (
				<EditForm
					of={org}
					label={`Edit ${name}`}
					onDone={() => setEditing(false)}
				/>
			) : (
				<div className="buttons">
					<EditButton org={org} onEdit={() => setEditing(true)} />
					<DeleteOrg org={org} />
					<UndoButton change={pending} label={name} />
				</div>
			)}
		</header>
	);
}

function EditButton({
	org,
	onEdit,
}: {
	readonly org: OrgHandle;
	readonly onEdit: () => void;
}) {
	const whyNot = useWhyNot(org, "updateOrg");
	return (
		<button
			type="button"
			disabled={whyNot !== undefined}
			title={whyNot}
			onClick={onEdit}
		>
			Rename or describe
		</button>
	);
}
