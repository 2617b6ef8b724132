import { Notices } from "../parts/notices.js";
import { useDevice } from "../react/app-context.js";
import { useObservable } from "../react/use-observable.js";
import { PendingContext, usePendingByKey } from "../react/use-pending.js";
import { type Route, useRoute } from "../react/use-route.js";
import { Header } from "./header.js";
import { IssuesPage } from "./issues-page.js";
import { OrgList } from "./org-list.js";
import { OrgPage } from "./org-page.js";
import { StatusLine } from "./status-line.js";
import { WaitingPage } from "./waiting-page.js";

/** The signed-in part: what is always there around the page that is shown. */
export function Shell() {
	const pending = usePendingByKey();
	const route = useRoute();
	return (
		<PendingContext value={pending}>
			<Notices>
				<Header route={route} waiting={pending.size} />
				<StatusLine />
				<div className="panes" data-page={route.page}>
					<Panes route={route} />
				</div>
			</Notices>
		</PendingContext>
	);
}

function Panes({ route }: { readonly route: Route }) {
	const { store } = useDevice();
	const orgs = useObservable(store.userOrgs$, undefined);
	const orgId = route.page === "org" ? route.orgId : "";
	return (
		<>
			<nav className="list-pane" aria-label="Orgs">
				<OrgList orgs={orgs} current={orgId} />
			</nav>
			<main className="page-pane">
				{route.page === "waiting" && <WaitingPage />}
				{route.page === "issues" && <IssuesPage />}
				{route.page === "org" && orgs && (
					<OrgPage key={orgId} org={orgs.find(({ id }) => id === orgId)} />
				)}
				{route.page === "orgs" && <p className="hint">Choose an org.</p>}
			</main>
		</>
	);
}
