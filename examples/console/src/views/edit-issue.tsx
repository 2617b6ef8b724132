import type { CollectionName, Issue } from "@engine-offline/core";
import { Field, textOf } from "../parts/field.js";
import { Form } from "../parts/form.js";
import { fieldWord } from "../words/change-words.js";

const fieldsByCollection: Readonly<Record<CollectionName, readonly string[]>> =
	{
		orgs: ["name", "description"],
		projects: ["name", "description"],
		users: ["displayName", "phone"],
		members: ["email", "role"],
	};

interface EditIssueProps {
	readonly issue: Issue;
	readonly onCancel: () => void;
}

/** Other values for what was refused. Only those that it was about, and that were changed, are sent. */
export function EditIssue({ issue, onCancel }: EditIssueProps) {
	const mine = issue.mine ?? {};
	const fields = fieldsByCollection[issue.collection].filter(
		(field) => field in mine,
	);
	return (
		<Form
			label={`Edit ${issue.label}`}
			submit="Send"
			onCancel={onCancel}
			onSubmit={(form) =>
				issue.edit(
					Object.fromEntries(
						fields.map((field) => [field, textOf(form, field)]),
					),
				)
			}
		>
			{fields.map((field) => (
				<Field
					key={field}
					label={fieldWord(field)}
					name={field}
					value={mine[field] ?? ""}
				/>
			))}
		</Form>
	);
}
