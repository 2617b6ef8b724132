import type { OrgUser } from "@engine-offline/core";
import { Field, textOf } from "../parts/field.js";
import { Form } from "../parts/form.js";

/** For an account that waits for its password: it was held in memory only, and the page was reloaded since. */
export function GivePassword({ person }: { readonly person: OrgUser }) {
	const give = (form: FormData) =>
		person.givePassword(textOf(form, "password") || undefined);
	return (
		<Form
			label={`Password of ${person.user.email}`}
			submit="Use this password"
			onSubmit={give}
		>
			<Field
				label="Password"
				name="password"
				type="password"
				autoComplete="new-password"
				hint="Left empty, the Engine makes one and mails it."
			/>
		</Form>
	);
}
