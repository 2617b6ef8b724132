import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { start } from "../engines/engine.js";
import { firefoxPreferences } from "../engines/start-firefox.js";
import type { Browser } from "./driver.js";
import { openMarionette } from "./marionette.js";
import { until } from "./until.js";
import { webdriverTab } from "./webdriver-tab.js";

export async function driveFirefox(profile: string): Promise<Browser> {
	await mkdir(profile, { recursive: true });
	const preferences = { ...firefoxPreferences, "marionette.port": 0 };
	const lines = Object.entries(preferences).map(
		([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
	);
	await writeFile(join(profile, "user.js"), lines.join("\n"));
	const portFile = join(profile, "MarionetteActivePort");
	await rm(portFile, { force: true });
	const running = start({
		command: process.env.FIREFOX ?? "firefox-esr",
		args: ["--headless", "--no-remote", "--marionette", "--profile", profile],
		env: { HOME: profile },
	});
	const { send, end } = await until("Firefox listens", async () =>
		openMarionette(Number(await readFile(portFile, "utf8"))),
	);
	await send("WebDriver:NewSession");
	const driver = {
		send: (command: string, parameters?: object) =>
			send(`WebDriver:${command}`, parameters).then(unwrapped),
		inTurn: createTurns(),
	};
	return {
		name: "firefox",
		openTab: (url) => webdriverTab(driver, url),
		kill: async () => {
			end();
			await running.kill();
		},
		close: async () => {
			await send("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => {});
			end();
			await running.end();
		},
	};
}

/** One session has one current window: whoever switches must be done before the next one does. */
export function createTurns() {
	let last: Promise<unknown> = Promise.resolve();
	return <Value>(run: () => Promise<Value>): Promise<Value> => {
		const turn = last.then(run, run);
		last = turn.catch(() => undefined);
		return turn;
	};
}

/** Marionette puts an answer that is no object of its own into a `value`. */
function unwrapped(answer: unknown): unknown {
	return typeof answer === "object" && answer !== null && "value" in answer
		? answer.value
		: answer;
}
