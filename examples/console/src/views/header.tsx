import { useIssues, useObservable, usePending } from "@engine-offline/react";
import { useApp, useDevice } from "../react/app-context.js";
import { hrefOf, type Route } from "../react/use-route.js";

export function Header({ route }: { readonly route: Route }) {
	const waiting = usePending()?.length ?? 0;
	const issues = useIssues()?.length ?? 0;
	const current = route.page === "org" ? "orgs" : route.page;
	return (
		<header className="top">
			<h1>Engine console</h1>
			<nav aria-label="Pages">
				<PageLink page="orgs" current={current} text="Orgs" />
				<PageLink
					page="waiting"
					current={current}
					text="Waiting"
					count={waiting}
				/>
				<PageLink
					page="issues"
					current={current}
					text="Issues"
					count={issues}
				/>
			</nav>
			<OfflineSwitch />
			<Account current={current} />
		</header>
	);
}

interface PageLinkProps {
	readonly page: "orgs" | "waiting" | "issues" | "inspector" | "sign-out";
	readonly current: string;
	readonly text: string;
	readonly count?: number;
}

function PageLink({ page, current, text, count = 0 }: PageLinkProps) {
	return (
		<a
			className="page-link"
			href={hrefOf({ page })}
			aria-current={page === current ? "page" : undefined}
		>
			{text}
			{count > 0 && <span className="count">{count}</span>}
		</a>
	);
}

/** Named for what it does: one that says "Network: on" seems to lie while the device has none. */
function OfflineSwitch() {
	const { network } = useApp();
	const reach = useObservable(network.reach$, network.reach);
	const isOff = reach === "switched-off";
	return (
		<button
			type="button"
			role="switch"
			className="switch"
			aria-checked={isOff}
			onClick={() => network.turn(isOff)}
			title="On: this page behaves as with no network."
		>
			Work offline
			<span className="track" aria-hidden="true" />
			<span aria-hidden="true">{isOff ? "on" : "off"}</span>
		</button>
	);
}

function Account({ current }: { readonly current: string }) {
	const { account } = useDevice();
	return (
		<div className="account">
			<span>
				<span className="unseen">Signed in as </span>
				{account}
			</span>
			<nav aria-label="Account">
				<PageLink page="inspector" current={current} text="Inspector" />
				<PageLink page="sign-out" current={current} text="Sign out" />
			</nav>
		</div>
	);
}
