import type { Issue, IssueAction } from "@engine-offline/core";
import { useId, useState } from "react";
import { Failure } from "../parts/state-mark.js";
import { useAction } from "../react/use-action.js";
import { useNow } from "../react/use-now.js";
import { fieldWord } from "../words/change-words.js";
import { actionWords, issueTitle, valueRows } from "../words/issue-words.js";
import { agoInWords, counted } from "../words/time-words.js";
import { EditIssue } from "./edit-issue.js";

interface IssueProps {
	readonly issue: Issue;
}

export function IssueCard({ issue }: IssueProps) {
	const now = useNow();
	const id = useId();
	const { label, message, suggestion, dependents, at } = issue;
	return (
		<article className="card" aria-labelledby={id}>
			<h3 id={id}>
				{label}: {issueTitle(issue)}
			</h3>
			{message !== "" && <p>{message}</p>}
			{suggestion !== "" && <p>{suggestion}</p>}
			{dependents.length > 0 && (
				<p>{counted(dependents.length, "other thing")} in it waits with it.</p>
			)}
			<Values issue={issue} />
			<p className="quiet">{agoInWords(at, now)}</p>
			<Answers issue={issue} />
		</article>
	);
}

function Values({ issue }: IssueProps) {
	const rows = valueRows(issue);
	return rows.map(({ field, values }) => (
		<section key={field} aria-label={fieldWord(field)}>
			<dl className="values">
				{values.map(({ whose, value }) => (
					<div key={whose}>
						<dt>
							{fieldWord(field)}, {whose}
						</dt>
						<dd>{value || <span className="quiet">(empty)</span>}</dd>
					</div>
				))}
			</dl>
		</section>
	));
}

function Answers({ issue }: IssueProps) {
	const action = useAction();
	const [isEditing, setEditing] = useState(false);
	const answer = (name: IssueAction) =>
		name === "edit" ? setEditing(true) : action.run(() => issue[name]());
	if (isEditing)
		return <EditIssue issue={issue} onCancel={() => setEditing(false)} />;
	return (
		<>
			<div className="buttons">
				{issue.actions.map((name) => (
					<button
						key={name}
						type="button"
						disabled={action.busy}
						onClick={() => answer(name)}
					>
						{actionWords(issue, name)}
					</button>
				))}
			</div>
			<Failure of={action.error} />
		</>
	);
}
