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
			{message !== "" && <p>The Engine said: {message}</p>}
			{suggestion !== "" && <p>It suggests: {suggestion}</p>}
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
	if (rows.length === 0) return null;
	return (
		<div className="scroll">
			<table>
				<thead>
					<tr>
						<th scope="col">Field</th>
						<th scope="col">Before</th>
						<th scope="col">Mine</th>
						<th scope="col">On the Engine</th>
					</tr>
				</thead>
				<tbody>
					{rows.map(({ field, base, mine, theirs }) => (
						<tr key={field}>
							<th scope="row">{fieldWord(field)}</th>
							<td>{base}</td>
							<td>{mine}</td>
							<td>{theirs}</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
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
