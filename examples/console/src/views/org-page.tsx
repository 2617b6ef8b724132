import type { OrgHandle } from "@engine-offline/core";
import { useObservable, useOrg, usePendingOf } from "@engine-offline/react";
import { GuardedButton } from "../parts/guarded-button.js";
import { PageHeading } from "../parts/heading.js";
import { EditForm } from "../parts/name-and-description.js";
import { StateMark, StateSentence } from "../parts/state-mark.js";
import { UndoButton } from "../parts/undo-button.js";
import { useOpening } from "../react/use-opening.js";
import { hrefOf, type OrgTab, orgRoute } from "../react/use-route.js";
import { useWhyNot } from "../react/use-why-not.js";
import { DeleteOrg } from "./delete-org.js";
import { MemberSection } from "./member-section.js";
import { ProjectSection } from "./project-section.js";

interface OrgPageProps {
	readonly orgId: string;
	readonly tab: OrgTab;
}

export function OrgPage({ orgId, tab }: OrgPageProps) {
	const org = useOrg(orgId);
	if (org === undefined) return <p role="status">Reading what is kept here…</p>;
	return (
		<>
			<a className="back" href={hrefOf({ page: "orgs" })}>
				All orgs
			</a>
			{org === null ? <NoOrg /> : <Org org={org} tab={tab} />}
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

interface OrgProps {
	readonly org: OrgHandle;
	readonly tab: OrgTab;
}

function Org({ org, tab }: OrgProps) {
	return (
		<article className="org">
			<OrgHead org={org} />
			<nav className="tabs" aria-label="Of this org">
				<TabLink org={org} tab="projects" current={tab} text="Projects" />
				<TabLink org={org} tab="people" current={tab} text="People" />
			</nav>
			{tab === "people" ? (
				<MemberSection org={org} />
			) : (
				<ProjectSection org={org} />
			)}
		</article>
	);
}

interface TabLinkProps extends OrgProps {
	readonly current: OrgTab;
	readonly text: string;
}

function TabLink({ org, tab, current, text }: TabLinkProps) {
	return (
		<a
			className="tab"
			href={hrefOf(orgRoute(org.id, tab))}
			aria-current={tab === current ? "page" : undefined}
		>
			{text}
		</a>
	);
}

function OrgHead({ org }: { readonly org: OrgHandle }) {
	const name = useObservable(org.name$, org.name);
	const description = useObservable(org.description$, org.description);
	const pending = usePendingOf({ collection: "orgs", id: org.id });
	const whyNot = useWhyNot(org.id, "updateOrg");
	const editing = useOpening();
	return (
		<header className="org-head">
			<PageHeading>
				{name} <StateMark of={org} />
			</PageHeading>
			<p>{description || <span className="quiet">No description.</span>}</p>
			<StateSentence of={org} />
			{editing.isOpen ? (
				<EditForm of={org} label={`Edit ${name}`} onDone={editing.close} />
			) : (
				<div className="buttons">
					<GuardedButton
						ref={editing.button}
						whyNot={whyNot}
						onClick={editing.open}
					>
						Rename or describe
					</GuardedButton>
					<DeleteOrg org={org} />
					<UndoButton change={pending} label={name} />
				</div>
			)}
		</header>
	);
}
