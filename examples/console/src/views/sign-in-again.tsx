import { useState } from "react";
import { Field, textOf } from "../parts/field.js";
import { Form } from "../parts/form.js";
import { useDevice } from "../react/app-context.js";

/** Signs the same person in again, below the status line: nothing that is on screen goes away. */
export function SignInAgain() {
	const { account, replicator } = useDevice();
	const [refusal, setRefusal] = useState("");
	const signIn = async (form: FormData) => {
		const password = textOf(form, "password");
		const credentials = { by: "password", email: account, password } as const;
		const answer = await replicator.signIn(credentials);
		setRefusal(answer.ok ? "" : answer.failure.message);
	};
	return (
		<Form
			label={`Sign in again as ${account}`}
			submit="Sign in"
			onSubmit={signIn}
		>
			<Field
				label={`Password of ${account}`}
				name="password"
				type="password"
				autoComplete="current-password"
				required
			/>
			{refusal !== "" && <p role="alert">{refusal}</p>}
		</Form>
	);
}
