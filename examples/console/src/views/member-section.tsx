import type { OrgHandle } from "@engine-offline/core";
import { Choice, Field, textOf } from "../parts/field.js";
import { Form } from "../parts/form.js";
import { Freshness } from "../parts/freshness.js";
import { useDevice } from "../react/app-context.js";
import { useWhyNot } from "../react/use-can.js";
import { useObservable } from "../react/use-observable.js";
import { memberRoles, roleWords } from "../words/role-words.js";
import { MemberRow } from "./member-row.js";

/** The people of an org. While it is on screen the list is kept fresh. */
export function MemberSection({ org }: { readonly org: OrgHandle }) {
	const people = useObservable(org.users$, undefined);
	const whyNot = useWhyNot(org, "addUser");
	const whyNotRemove = useWhyNot(org, "removeUser");
	return (
		<section aria-label="Members">
			<h3>
				Members <span className="count">{people?.length}</span>
			</h3>
			<Freshness scope={`org-users:${org.id}`} isNew={org.remoteId === ""} />
			<ul className="rows">
				{people?.map((person) => (
					<MemberRow key={person.id} person={person} whyNot={whyNotRemove} />
				))}
			</ul>
			{people?.length === 0 && <p className="quiet">Nobody yet.</p>}
			{whyNot === undefined ? (
				<AddMember org={org} />
			) : (
				<p className="quiet">{whyNot}</p>
			)}
		</section>
	);
}

function AddMember({ org }: { readonly org: OrgHandle }) {
	const { store } = useDevice();
	const roles = memberRoles(useObservable(store.roles$, store.roles));
	return (
		<Form
			label="Add a member"
			submit="Add member"
			onSubmit={(form) =>
				org.addUser(textOf(form, "email"), textOf(form, "role"))
			}
		>
			<Field label="E-mail of somebody who has an account" name="email" />
			<Choice label="Role" name="role">
				{[...roles].reverse().map((role) => (
					<option key={role} value={role}>
						{roleWords(role)}
					</option>
				))}
			</Choice>
		</Form>
	);
}
