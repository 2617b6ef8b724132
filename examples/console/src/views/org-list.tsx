import type { OrgHandle } from "@engine-offline/core";
import { memo, useDeferredValue, useId, useMemo, useState } from "react";
import { CreateForm } from "../parts/name-and-description.js";
import { StateMark } from "../parts/state-mark.js";
import { useDevice } from "../react/app-context.js";
import { goTo, hrefOf } from "../react/use-route.js";
import { counted } from "../words/time-words.js";

interface OrgListProps {
	/** Undefined until the store has answered. */
	readonly orgs: readonly OrgHandle[] | undefined;
	/** The id of the org that is shown, or ''. */
	readonly current: string;
}

export function OrgList({ orgs, current }: OrgListProps) {
	const [search, setSearch] = useState("");
	const wanted = useDeferredValue(search.trim().toLowerCase());
	const found = useMemo(() => matching(orgs ?? [], wanted), [orgs, wanted]);
	return (
		<>
			<h2 className="unseen">Orgs</h2>
			<SearchField value={search} onChange={setSearch} />
			<NewOrg />
			<p className="quiet" role="status">
				{countWords(found.length, orgs?.length)}
			</p>
			<ul className="rows">
				{found.map((org) => (
					<OrgRow key={org.id} org={org} isCurrent={org.id === current} />
				))}
			</ul>
		</>
	);
}

function matching(
	orgs: readonly OrgHandle[],
	wanted: string,
): readonly OrgHandle[] {
	if (wanted === "") return orgs;
	return orgs.filter(({ name }) => name.toLowerCase().includes(wanted));
}

function countWords(shown: number, all: number | undefined): string {
	if (all === undefined) return "Reading what is kept here…";
	if (all === 0) return "No orgs yet.";
	return shown === all
		? counted(all, "org")
		: `${shown} of ${counted(all, "org")}`;
}

function SearchField({
	value,
	onChange,
}: {
	readonly value: string;
	readonly onChange: (value: string) => void;
}) {
	const id = useId();
	return (
		<div className="field">
			<label htmlFor={id}>Search orgs</label>
			<input
				id={id}
				type="search"
				value={value}
				onChange={(event) => onChange(event.target.value)}
			/>
		</div>
	);
}

function NewOrg() {
	const { store } = useDevice();
	const [isOpen, setOpen] = useState(false);
	const create = async (name: string, description: string) => {
		const org = await store.createOrg(name, description);
		setOpen(false);
		goTo({ page: "org", orgId: org.id });
	};
	if (!isOpen)
		return (
			<button type="button" onClick={() => setOpen(true)}>
				New org
			</button>
		);
	return (
		<CreateForm
			label="New org"
			submit="Create org"
			onCreate={create}
			onCancel={() => setOpen(false)}
		/>
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
				href={hrefOf({ page: "org", orgId: org.id })}
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
