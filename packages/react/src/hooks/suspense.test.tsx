import {
	StrictMode,
	Suspense,
	startTransition,
	useEffect,
	useState,
} from "react";
import { defer, NEVER, of, throwError } from "rxjs";
import { describe, expect, it, vi } from "vitest";
import { graceMs } from "../query/shared-query.js";
import { Boundary } from "../test/boundary.js";
import { counted } from "../test/counted.js";
import { inEngine } from "../test/in-engine.js";
import { openTestStore, stoppedReplicator } from "../test/open-test-store.js";
import { acting, render } from "../test/render.js";
import { Says } from "../test/says.js";
import { EngineProvider } from "./engine-provider.js";
import {
	useCan,
	useIssues,
	useMembers,
	useOrg,
	useOrgs,
	usePending,
	usePendingOf,
	useProject,
	useProjects,
	useSettled,
	useStatus,
} from "./suspending-hooks.js";

const names = () =>
	useOrgs()
		.map(({ name }) => name)
		.join();

function Fallback({ onShow }: { readonly onShow: () => void }) {
	useEffect(() => {
		onShow();
	});
	return "loading";
}

describe("suspending hooks", () => {
	it("[RE17] suspend while loading, and then give values that are never undefined", async () => {
		const store = await openTestStore();
		const org = await store.createOrg("Ada");
		const project = await org.createProject("P");
		const other = await store.createOrg("Gone");
		await other.change.revert();
		const say = () =>
			[
				useOrgs().length,
				useOrg(org.id)?.name,
				useProjects(org.id).length,
				useProject(project.id)?.name,
				useMembers(org.id).length,
				usePending().length,
				usePendingOf({ collection: "orgs", id: org.id })?.kind,
				useIssues().length,
				useCan(org.id, "updateOrg").verdict,
				useSettled(other.change).kind,
				useStatus().state,
			].join(" ");
		const page = await render(
			<Suspense fallback="loading">
				{inEngine(store, <Says say={say} />, stoppedReplicator(store))}
			</Suspense>,
		);
		await page.says("1 Ada 1 P 0 2 create 0 unknown cancelled stopped");
	});
	it("[RE18] go on when a store is given, wherever the boundary stands", async () => {
		const store = await openTestStore();
		await store.createOrg("Ada");
		const say = <Says say={names} />;
		const trees = [
			(given: typeof store | undefined) => (
				<EngineProvider store={given} replicator={undefined}>
					<Suspense fallback="loading">{say}</Suspense>
				</EngineProvider>
			),
			(given: typeof store | undefined) => (
				<Suspense fallback="loading">
					<EngineProvider store={given} replicator={undefined}>
						{say}
					</EngineProvider>
				</Suspense>
			),
		];
		for (const tree of trees) {
			const page = await render(<StrictMode>{tree(undefined)}</StrictMode>);
			expect(page.text()).toBe("loading");
			await page.render(<StrictMode>{tree(store)}</StrictMode>);
			await page.says("Ada");
		}
	});
	it("[RE19] in a transition, what is shown stays until the next is there", async () => {
		const store = await openTestStore();
		const ada = await store.createOrg("Ada");
		const bob = await store.createOrg("Bob");
		let fallbacks = 0;
		let show = (_: string) => {};
		const say = () => {
			const [id, setId] = useState(ada.id);
			show = (next) => startTransition(() => setId(next));
			return (
				<Suspense fallback={<Fallback onShow={() => ++fallbacks} />}>
					<Says say={() => useOrg(id)?.name} />
				</Suspense>
			);
		};
		const page = await render(inEngine(store, <Says say={say} />));
		await page.says("Ada");
		expect(fallbacks).toBeGreaterThan(0);
		fallbacks = 0;
		await acting(() => show(bob.id));
		await page.says("Bob");
		expect(fallbacks).toBe(0);
	});
	it("[RE20] what a render began and nobody mounted is let go after the grace time", async () => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
		const orgs = counted(of([]));
		const pending = counted(NEVER);
		const store = Object.create(await openTestStore(), {
			userOrgs$: { value: orgs.source },
			pending$: { value: pending.source },
		});
		const page = await render(
			<EngineProvider store={store} replicator={undefined}>
				<Suspense fallback="loading">
					<Says say={() => `${useOrgs().length}${usePending().length}`} />
				</Suspense>
			</EngineProvider>,
		);
		await page.render(null);
		await acting(() => vi.advanceTimersByTime(graceMs));
		expect(orgs.held()).toBe(0);
		vi.useRealTimers();
	});
	it("[RE20] what failed before it was shown is asked anew after the grace time", async () => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
		vi.spyOn(console, "error").mockImplementation(() => {});
		let works = false;
		const orgs$ = defer(() =>
			works ? of([]) : throwError(() => new Error("no storage")),
		);
		const store = Object.create(await openTestStore(), {
			userOrgs$: { value: orgs$ },
		});
		let tryAgain = () => {};
		const page = await render(
			<Boundary
				onFail={(given) => {
					tryAgain = given;
				}}
			>
				{inEngine(
					store,
					<Suspense fallback="loading">
						<Says say={() => useOrgs().length} />
					</Suspense>,
				)}
			</Boundary>,
		);
		await page.says("failed: no storage");
		works = true;
		await acting(() => vi.advanceTimersByTime(graceMs));
		await acting(() => tryAgain());
		await page.says("0");
		vi.useRealTimers();
		vi.restoreAllMocks();
	});
});
