import type { OrgHandle } from "@engine-offline/core";
import { useOrgs } from "@engine-offline/react";
import { memo } from "react";
import { Disclosure } from "../parts/disclosure.js";
import { SearchField } from "../parts/field.js";
import { CreateForm } from "../parts/name-and-description.js";
import { StateMark } from "../parts/state-mark.js";
import { useDevice } from "../react/app-context.js";
import { goTo, hrefOf, orgRoute } from "../react/use-route.js";
import { useSearch } from "../react/use-search.js";
import { shownOfAll } from "../words/filter.js";

/** `current`: the id of the org that is shown, or ''. */
export function OrgList({ current }: { readonly current: string }) {
	const orgs = useOrgs();
	const { text, found, setText } = useSearch(orgs, textsOf);
	return (
		<>
			<h2 className="unseen">Orgs</h2>
			<SearchField label="Search orgs" value={text} onChange={setText} />
			<NewOrg />
			<p className="quiet" role="status">
				{shownOfAll(found.length, orgs?.length, "org")}
			</p>
			<ul className="rows">
				{found.map((org) => (
					<OrgRow key={org.id} org={org} isCurrent={org.id === current} />
				))}
			</ul>
		</>
	);
}

const textsOf = ({ name }: OrgHandle) => [name];

function NewOrg() {
	const { store } = useDevice();
	return (
		<Disclosure label="New org">
			{(close) => (
				<CreateForm
					label="New org"
					submit="Create org"
					onCancel={close}
					onCreate={async (name, description) => {
						const org = await store.createOrg(name, description);
						close();
						goTo(orgRoute(org.id));
					}}
				/>
			)}
		</Disclosure>
	);
}

interface OrgRowProps {
	readonly org: OrgHandle;
	readonly isCurrent: boolean;
}

const OrgRow = memo(function OrgRow({ org, isCurrent }: OrgRowProps) {
	return (
		<li>
			<a
				className="row"
				href={hrefOf(orgRoute(org.id))}
				aria-current={isCurrent ? "true" : undefined}
			>
				<span className="name">{org.name}</span>
				<StateMark of={org} />
				{org.reach === "reference" && (
					<span className="quiet">known by name only</span>
				)}
			</a>
		</li>
	);
});
