// Scrolls and filters a list of ten thousand projects, and prints every task of the page that took 50 ms or more.
import type { Page } from "playwright-core";
import { clearGround, layGround } from "./ground.js";
import { openScene } from "./scene.js";
import { openOrg } from "./steps.js";

const projects = 10_000;

interface Phase {
	readonly name: string;
	run(page: Page): Promise<void>;
}

const phases: readonly Phase[] = [
	{
		name: "the list comes on screen",
		run: async (page) => {
			await openOrg(page, "Bulk of");
			await page.getByText("10,000 projects", { exact: true }).waitFor();
			await page
				.getByRole("button", { name: /^Edit / })
				.first()
				.waitFor();
		},
	},
	{ name: "scrolling, 200 turns of the wheel", run: scroll },
	{
		name: "to the end and back by key",
		run: async (page) => {
			const pane = page.locator(".page-pane");
			for (const top of [1e9, 0, 1e9, 0]) {
				await pane.evaluate((element, to) => element.scrollTo(0, to), top);
				await frames(page, 20);
			}
		},
	},
	{ name: "filtering, letter by letter", run: filter },
];

async function scroll(page: Page): Promise<void> {
	await page.mouse.move(800, 500);
	for (let turn = 0; turn < 200; turn += 1) {
		await page.mouse.wheel(0, 600);
		await frames(page, 1);
	}
}

async function filter(page: Page): Promise<void> {
	const search = page.getByLabel("Search projects");
	for (const text of ["churn forecast 12", "pricing", "no such thing"]) {
		await search.focus();
		await page.keyboard.type(text);
		await frames(page, 10);
		for (const _ of text) await page.keyboard.press("Backspace");
		await frames(page, 10);
	}
}

const frames = (page: Page, count: number) =>
	page.evaluate(async (left) => {
		for (let frame = 0; frame < left; frame += 1)
			await new Promise((next) => requestAnimationFrame(next));
	}, count);

/** The time that the main thread itself worked, by task: on a busy machine less than what the observer sees. */
async function cpuOfTasks(page: Page, run: () => Promise<void>) {
	const { browser } = await layGround();
	await browser.startTracing(page, { categories: ["toplevel"] });
	await run();
	const trace = JSON.parse((await browser.stopTracing()).toString());
	// Proof of the cast: these members are those of the trace format.
	const events = trace.traceEvents as readonly TraceEvent[];
	const main = events.filter(
		({ name, args }) =>
			name === "thread_name" && args?.name === "CrRendererMain",
	);
	return events
		.filter(({ name }) => name === "ThreadControllerImpl::RunTask")
		.filter((task) =>
			main.some(({ tid, pid }) => tid === task.tid && pid === task.pid),
		)
		.map(({ tdur = 0 }) => tdur / 1000);
}

interface TraceEvent {
	readonly name: string;
	readonly pid: number;
	readonly tid: number;
	/** Of the thread's own clock, in microseconds. */
	readonly tdur?: number;
	readonly args?: { readonly name?: string };
}

/** What the page's own observer saw since it was last asked, in ms. */
const takeTasks = (page: Page): Promise<number[]> =>
	page.evaluate("window.longTasks.splice(0)");

const observe = `
	window.longTasks = [];
	new PerformanceObserver((list) => {
		for (const { duration } of list.getEntries()) window.longTasks.push(duration);
	}).observe({ type: "longtask", buffered: true });
`;

async function measure(page: Page, { name, run }: Phase): Promise<void> {
	await takeTasks(page);
	const cpu = await cpuOfTasks(page, () => run(page));
	const seen = await takeTasks(page);
	const worked = cpu.filter((ms) => ms >= 50).map(Math.round);
	// There may be too many for the arguments of one call.
	const longest = cpu.reduce((most, ms) => Math.max(most, ms), 0);
	console.log(
		`${name}
    seen by PerformanceObserver, 50 ms or more: ${listed(seen)}
    of the thread's own time, 50 ms or more:    ${listed(worked)}; the longest of ${cpu.length}: ${longest.toFixed(1)} ms`,
	);
}

const listed = (tasks: readonly number[]) =>
	tasks.length === 0 ? "none" : `${tasks.join(", ")} ms`;

const scene = await openScene({ orgs: [] }, { projects });
const { page, signIn, turnNetwork } = scene.device;
await page.addInitScript(observe);
await page.reload();
await signIn();
for (const phase of phases) await measure(page, phase);
console.log("The same with the network off, so that no list is fetched:");
await turnNetwork(false);
for (const phase of phases.slice(1)) await measure(page, phase);
await scene.close();
await clearGround();
