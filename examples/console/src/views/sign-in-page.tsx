import { engineUrl, madeUpAccount } from "../device/config.js";
import { Failure } from "../parts/failure.js";
import { Field, textOf } from "../parts/field.js";
import { Form } from "../parts/form.js";
import { useApp } from "../react/app-context.js";

/** `message`: why the last try failed, or ''. */
export function SignInPage({ message }: { readonly message: string }) {
	const app = useApp();
	return (
		<main className="alone">
			<h1>Engine console</h1>
			<p>
				Orgs, projects and people, with or without a network. What you change is
				saved on this device and sent when the Engine can be reached.
			</p>
			<Form
				label="Sign in"
				submit="Sign in"
				onSubmit={(form) =>
					app.signIn(textOf(form, "email"), textOf(form, "password"))
				}
			>
				<Credentials />
			</Form>
			<Failure of={message} />
			<p className="quiet">
				The Engine at {engineUrl}. The account that is filled in is one of those
				that the emulator of <code>npm start</code> makes up.
			</p>
		</main>
	);
}

function Credentials() {
	const { email, password } = madeUpAccount;
	return (
		<>
			<Field
				label="E-mail"
				name="email"
				type="email"
				value={email}
				autoComplete="username"
				required
			/>
			<Field
				label="Password"
				name="password"
				type="password"
				value={password}
				autoComplete="current-password"
				required
			/>
		</>
	);
}
