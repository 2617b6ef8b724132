import { useObservable } from "@engine-offline/react";
import { Trouble } from "../parts/error-boundary.js";
import { DeviceContext, useApp } from "../react/app-context.js";
import { Shell } from "./shell.js";
import { SignInPage } from "./sign-in-page.js";

/** One of four pages: opening, sign-in, the console, or why there is none. */
export function Root() {
	const app = useApp();
	const stage = useObservable(app.stage$, app.stage);
	switch (stage.name) {
		case "opening":
			return (
				<main className="alone" aria-busy="true">
					<p role="status">Opening what is kept on this device…</p>
				</main>
			);
		case "signed-out":
			return <SignInPage message={stage.message} />;
		case "failed":
			return <Trouble message={stage.message} />;
		case "open":
			return (
				<DeviceContext value={stage.device}>
					<Shell />
				</DeviceContext>
			);
	}
}
