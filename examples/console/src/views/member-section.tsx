import type { OrgHandle, OrgUser } from "@engine-offline/core";
import { useMembers } from "@engine-offline/react";
import { SearchField } from "../parts/field.js";
import { Freshness } from "../parts/freshness.js";
import { VirtualRows } from "../parts/virtual-rows.js";
import { useSearch } from "../react/use-search.js";
import { useWhyNot } from "../react/use-why-not.js";
import { shownOfAll } from "../words/filter.js";
import { roleWords } from "../words/role-words.js";
import { AddPeople } from "./add-people.js";
import { MemberRow } from "./member-row.js";

/** The people of an org. While it is on screen the list is kept fresh. */
export function MemberSection({ org }: { readonly org: OrgHandle }) {
	const people = useMembers(org.id);
	const whyNotRemove = useWhyNot(org.id, "removeUser");
	const { text, found, setText } = useSearch(people, textsOf);
	return (
		<section aria-label="People">
			<div className="toolbar">
				<SearchField label="Search people" value={text} onChange={setText} />
				<AddPeople org={org} />
			</div>
			<div className="list-facts">
				<p className="quiet" role="status">
					{shownOfAll(found.length, people?.length, "person")}
				</p>
				<Freshness scope={`org-users:${org.id}`} isNew={org.remoteId === ""} />
			</div>
			<VirtualRows label="People" items={found}>
				{(person) => <MemberRow person={person} whyNotRemove={whyNotRemove} />}
			</VirtualRows>
		</section>
	);
}

const textsOf = ({ user, role }: OrgUser) => [
	user.displayName,
	user.email,
	roleWords(role),
];
