import { EngineProvider } from "@engine-offline/react";
import { Notices } from "../parts/notices.js";
import { useDevice } from "../react/app-context.js";
import { type Route, useRoute } from "../react/use-route.js";
import { Header } from "./header.js";
import { InspectorPage } from "./inspector-page.js";
import { IssuesPage } from "./issues-page.js";
import { OrgList } from "./org-list.js";
import { OrgPage } from "./org-page.js";
import { SignOutPage } from "./sign-out-page.js";
import { StatusLine } from "./status-line.js";
import { WaitingPage } from "./waiting-page.js";
import { Warnings } from "./warnings.js";

/** The signed-in part: what is always there around the page that is shown. */
export function Shell() {
	const { store, replicator } = useDevice();
	const route = useRoute();
	return (
		<EngineProvider store={store} replicator={replicator}>
			<Notices>
				<Header route={route} />
				<StatusLine />
				<Warnings />
				<main className="panes" data-page={route.page}>
					<nav className="list-pane" aria-label="Orgs">
						<OrgList current={route.page === "org" ? route.orgId : ""} />
					</nav>
					<div className="page-pane">
						<Page route={route} />
					</div>
				</main>
			</Notices>
		</EngineProvider>
	);
}

function Page({ route }: { readonly route: Route }) {
	switch (route.page) {
		case "orgs":
			return <p className="hint">Choose an org.</p>;
		case "org":
			return <OrgPage key={route.orgId} orgId={route.orgId} tab={route.tab} />;
		case "waiting":
			return <WaitingPage />;
		case "issues":
			return <IssuesPage />;
		case "sign-out":
			return <SignOutPage />;
		case "inspector":
			return <InspectorPage />;
	}
}
