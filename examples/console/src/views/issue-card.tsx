import type { Issue, IssueAction } from "@engine-offline/core";
import { useId } from "react";
import { Failure } from "../parts/failure.js";
import { focusHeading } from "../parts/heading.js";
import { useAction } from "../react/use-action.js";
import { useNow } from "../react/use-now.js";
import { type Opening, useOpening } from "../react/use-opening.js";
import { actionWords, issueTitle } from "../words/issue-words.js";
import { agoInWords, counted } from "../words/time-words.js";
import { EditIssue } from "./edit-issue.js";
import { IssueValues } from "./issue-values.js";

interface IssueProps {
	readonly issue: Issue;
}

export function IssueCard({ issue }: IssueProps) {
	const now = useNow();
	const id = useId();
	const action = useAction();
	const editing = useOpening();
	const { label, code, message, suggestion, dependents, at } = issue;
	const answer = async (name: Exclude<IssueAction, "edit">) => {
		if (await action.run(() => issue[name]())) focusHeading();
	};
	return (
		<article className="card" aria-labelledby={id}>
			<h3 id={id}>
				{label}: {issueTitle(issue)}
			</h3>
			{message !== "" && (
				<p>
					{code !== "" && "The Engine says: "}
					{message}
				</p>
			)}
			{suggestion !== "" && <p>{suggestion}</p>}
			{dependents.length > 0 && (
				<p>{counted(dependents.length, "other thing")} in it waits with it.</p>
			)}
			<IssueValues issue={issue} busy={action.busy} onAnswer={answer} />
			{editing.isOpen ? (
				<EditIssue issue={issue} onCancel={editing.close} />
			) : (
				<Answers {...{ issue, editing, answer }} busy={action.busy} />
			)}
			<Failure of={action.error} />
			<p className="quiet">{agoInWords(at, now)}</p>
		</article>
	);
}

interface AnswersProps extends IssueProps {
	readonly busy: boolean;
	readonly editing: Opening;
	readonly answer: (name: Exclude<IssueAction, "edit">) => void;
}

/** The answers that are no choice of a value: those stand beside their values. */
function Answers({ issue, busy, editing, answer }: AnswersProps) {
	const names = issue.actions.filter(
		(name) => issue.kind !== "contested" || name === "discard",
	);
	return (
		<div className="buttons">
			{names.map((name) => (
				<button
					key={name}
					ref={name === "edit" ? editing.button : undefined}
					type="button"
					disabled={busy}
					onClick={() => (name === "edit" ? editing.open() : answer(name))}
				>
					{actionWords(issue, name)}
				</button>
			))}
		</div>
	);
}
