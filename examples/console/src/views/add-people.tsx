import type { OrgHandle } from "@engine-offline/core";
import { useObservable } from "@engine-offline/react";
import { Disclosure } from "../parts/disclosure.js";
import { Choice, Field, textOf } from "../parts/field.js";
import { Form } from "../parts/form.js";
import { useDevice } from "../react/app-context.js";
import { madeHere, useNotify } from "../react/use-notice.js";
import { useWhyNot } from "../react/use-why-not.js";
import { memberRoles, roleWords } from "../words/role-words.js";

interface AddProps {
	readonly org: OrgHandle;
}

/** Two ways in: somebody who has an account on the Engine, and somebody who gets one. */
export function AddPeople({ org }: AddProps) {
	return (
		<>
			<Disclosure
				label="Add existing user"
				whyNot={useWhyNot(org.id, "addUser")}
			>
				{(close) => <AddExisting org={org} close={close} />}
			</Disclosure>
			<Disclosure label="Create user" whyNot={useWhyNot(org.id, "createUser")}>
				{(close) => <CreateUser org={org} close={close} />}
			</Disclosure>
		</>
	);
}

interface FormProps extends AddProps {
	readonly close: () => void;
}

function AddExisting({ org, close }: FormProps) {
	const notify = useNotify();
	const add = async (form: FormData) => {
		const email = textOf(form, "email");
		const { change } = await org.addUser(email, textOf(form, "role"));
		notify(madeHere(email, change));
		close();
	};
	return (
		<Form
			label="Add existing user"
			submit="Add to org"
			onSubmit={add}
			onCancel={close}
		>
			<Field
				label="E-mail address"
				name="email"
				hint="Of somebody who has an account on the Engine."
				autoFocus
			/>
			<RoleChoice />
		</Form>
	);
}

function CreateUser({ org, close }: FormProps) {
	const notify = useNotify();
	const create = async (form: FormData) => {
		const name = textOf(form, "name");
		const password = textOf(form, "password");
		const { change } = await org.createUser({
			name,
			email: textOf(form, "email"),
			role: textOf(form, "role"),
			...(password === "" ? {} : { password }),
		});
		notify(madeHere(name, change));
		close();
	};
	return (
		<Form
			label="Create user"
			submit="Create user"
			onSubmit={create}
			onCancel={close}
		>
			<Field label="Name" name="name" autoFocus />
			<Field
				label="E-mail address"
				name="email"
				hint="The Engine writes to it when the account is made."
			/>
			<Field
				label="Password (may be empty)"
				name="password"
				type="password"
				autoComplete="new-password"
				hint="Left empty, the Engine makes one. It is never stored on this device: after a reload you would have to give it again."
			/>
			<RoleChoice />
		</Form>
	);
}

function RoleChoice() {
	const { store } = useDevice();
	const roles = memberRoles(useObservable(store.roles$, store.roles));
	return (
		<Choice label="Role" name="role">
			{[...roles].reverse().map((role) => (
				<option key={role} value={role}>
					{roleWords(role)}
				</option>
			))}
		</Choice>
	);
}
