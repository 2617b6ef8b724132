import type { Issue } from "@engine-offline/core";
import { fieldWord } from "../words/change-words.js";
import {
	type Side,
	sideWords,
	type ValueRow,
	valueRows,
} from "../words/issue-words.js";

interface ValuesProps {
	readonly issue: Issue;
	readonly busy: boolean;
	readonly onAnswer: (name: "keepMine" | "keepTheirs") => void;
}

/** Field by field what it was, what I wrote and what the Engine has; of a contested one, one side can be chosen. */
export function IssueValues(props: ValuesProps) {
	return valueRows(props.issue).map((row) => (
		<FieldValues key={row.field} row={row} {...props} />
	));
}

function FieldValues({
	row,
	...props
}: ValuesProps & { readonly row: ValueRow }) {
	const field = fieldWord(row.field);
	return (
		<fieldset className="field-values">
			<legend>{field}</legend>
			<div className="sides">
				{row.values.map(({ side, value }) => (
					<div key={side} className="side" data-side={side}>
						<p className="quiet">{sideWords[side]}</p>
						<p>{value || <span className="quiet">(empty)</span>}</p>
						<Choose side={side} {...props} />
					</div>
				))}
			</div>
		</fieldset>
	);
}

function Choose({
	side,
	issue,
	busy,
	onAnswer,
}: ValuesProps & { readonly side: Side }) {
	const answer = answerBySide[side];
	if (issue.kind !== "contested" || answer === undefined) return null;
	return (
		<button type="button" disabled={busy} onClick={() => onAnswer(answer)}>
			{answer === "keepMine" ? "Keep mine" : "Take theirs"}
		</button>
	);
}

const answerBySide = {
	base: undefined,
	mine: "keepMine",
	theirs: "keepTheirs",
} as const;
