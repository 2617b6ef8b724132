import { Field, textOf } from "../parts/field.js";
import { Form } from "../parts/form.js";
import { useDevice } from "../react/app-context.js";

/**
 * Signs the same person in again, below the status line: nothing that is on screen goes away. A refusal becomes the
 * status, and so the headline above.
 */
export function SignInAgain() {
	const { account, replicator } = useDevice();
	const signIn = (form: FormData) =>
		replicator.signIn({
			by: "password",
			email: account,
			password: textOf(form, "password"),
		});
	return (
		<Form
			label={`Sign in again as ${account}`}
			submit="Sign in"
			onSubmit={signIn}
		>
			<input hidden readOnly autoComplete="username" value={account} />
			<Field
				label={`Password of ${account}`}
				name="password"
				type="password"
				autoComplete="current-password"
				required
			/>
		</Form>
	);
}
