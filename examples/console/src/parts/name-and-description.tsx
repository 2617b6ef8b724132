import type { OrgHandle, ProjectHandle } from "@engine-offline/core";
import { Field, textOf } from "./field.js";
import { Form } from "./form.js";

interface EditProps {
	readonly of: OrgHandle | ProjectHandle;
	readonly label: string;
	readonly onDone: () => void;
}

/** Renames and describes. Only what differs is written. */
export function EditForm({ of, label, onDone }: EditProps) {
	const save = async (form: FormData) => {
		const next = {
			name: textOf(form, "name"),
			description: textOf(form, "description"),
		};
		const name = next.name === of.name ? undefined : next.name;
		const description =
			next.description === of.description ? undefined : next.description;
		if (name !== undefined || description !== undefined)
			await of.update({ name, description });
		onDone();
	};
	return (
		<Form label={label} submit="Save" onSubmit={save} onCancel={onDone}>
			<Field label="Name" name="name" value={of.name} autoFocus />
			<Field label="Description" name="description" value={of.description} />
		</Form>
	);
}

interface CreateProps {
	readonly label: string;
	readonly submit: string;
	readonly onCreate: (name: string, description: string) => Promise<unknown>;
	readonly onCancel?: () => void;
}

/** Makes something that has a name and a description. */
export function CreateForm({ label, submit, onCreate, onCancel }: CreateProps) {
	return (
		<Form
			label={label}
			submit={submit}
			onSubmit={(form) =>
				onCreate(textOf(form, "name"), textOf(form, "description"))
			}
			{...(onCancel === undefined ? {} : { onCancel })}
		>
			<Field label="Name" name="name" autoFocus />
			<Field label="Description (may be empty)" name="description" />
		</Form>
	);
}
