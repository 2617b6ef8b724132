import { useApp, useDevice } from "../react/app-context.js";
import { useAction } from "../react/use-action.js";
import { useObservable } from "../react/use-observable.js";
import { hrefOf, type Route } from "../react/use-route.js";

interface HeaderProps {
	readonly route: Route;
	readonly waiting: number;
}

export function Header({ route, waiting }: HeaderProps) {
	const { store } = useDevice();
	const issues = useObservable(store.issues.$, []).length;
	const page = route.page === "org" ? "orgs" : route.page;
	return (
		<header className="top">
			<h1>Engine console</h1>
			<nav aria-label="Pages">
				<PageLink page="orgs" current={page} text="Orgs" />
				<PageLink
					page="waiting"
					current={page}
					text="Waiting"
					count={waiting}
				/>
				<PageLink page="issues" current={page} text="Issues" count={issues} />
			</nav>
			<NetworkSwitch />
			<Account />
		</header>
	);
}

interface PageLinkProps {
	readonly page: "orgs" | "waiting" | "issues";
	readonly current: string;
	readonly text: string;
	readonly count?: number;
}

function PageLink({ page, current, text, count = 0 }: PageLinkProps) {
	return (
		<a
			href={hrefOf({ page })}
			aria-current={page === current ? "page" : undefined}
		>
			{text}
			{count > 0 && <span className="count">{count}</span>}
		</a>
	);
}

function NetworkSwitch() {
	const { network } = useApp();
	const reach = useObservable(network.reach$, network.reach);
	const on = reach !== "switched-off";
	return (
		<button
			type="button"
			role="switch"
			className="switch"
			aria-checked={on}
			onClick={() => network.turn(!on)}
			title="Off: this page behaves as with no network."
		>
			Network
			<span className="track" aria-hidden="true" />
			<span aria-hidden="true">{on ? "on" : "off"}</span>
		</button>
	);
}

function Account() {
	const app = useApp();
	const { account } = useDevice();
	const action = useAction();
	return (
		<div className="account">
			<span title="Signed in as">{account}</span>
			<button
				type="button"
				disabled={action.busy}
				onClick={() => action.run(() => app.signOut())}
				title="What waits stays on this device, and is sent after the next sign-in."
			>
				Sign out
			</button>
		</div>
	);
}
