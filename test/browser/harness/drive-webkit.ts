import { once } from "node:events";
import { createServer } from "node:net";
import { start } from "../engines/engine.js";
import { openScreen } from "../engines/open-screen.js";
import { createTurns } from "./drive-firefox.js";
import type { Browser } from "./driver.js";
import { until } from "./until.js";
import { webdriverTab } from "./webdriver-tab.js";

/** Method and path of each command, within a session. */
const routes: Readonly<Record<string, readonly [string, string]>> = {
	NewWindow: ["POST", "/window/new"],
	SwitchToWindow: ["POST", "/window"],
	CloseWindow: ["DELETE", "/window"],
	Navigate: ["POST", "/url"],
	Refresh: ["POST", "/refresh"],
	Back: ["POST", "/back"],
	ExecuteScript: ["POST", "/execute/sync"],
};

/** WebKitGTK's MiniBrowser. Under WebDriver it keeps nothing on disk, so that reopening it would prove nothing. */
export async function driveWebkit(profile: string): Promise<Browser> {
	const port = await freePort();
	const running = start({
		command: "WebKitWebDriver",
		args: [`--port=${port}`],
		env: {
			DISPLAY: await openScreen(),
			HOME: profile,
			WEBKIT_DISABLE_COMPOSITING_MODE: "1",
			LIBGL_ALWAYS_SOFTWARE: "1",
		},
	});
	const base = `http://127.0.0.1:${port}`;
	await until("WebKitWebDriver listens", async () => {
		const answer = await fetch(`${base}/status`);
		return answer.ok ? true : undefined;
	});
	const session = await call("POST", `${base}/session`, {
		capabilities: { alwaysMatch: {} },
	});
	const { sessionId } = session as { readonly sessionId: string };
	const driver = {
		send: (command: string, parameters: object = {}) => {
			const [method = "", path = ""] = routes[command] ?? [];
			return call(method, `${base}/session/${sessionId}${path}`, parameters);
		},
		inTurn: createTurns(),
	};
	return {
		name: "webkit",
		openTab: (url) => webdriverTab(driver, url),
		kill: running.kill,
		close: async () => {
			await call("DELETE", `${base}/session/${sessionId}`).catch(() => {});
			await running.end();
		},
	};
}

async function call(
	method: string,
	url: string,
	parameters?: object,
): Promise<unknown> {
	const answer = await fetch(url, {
		method,
		...(method === "POST" ? { body: JSON.stringify(parameters ?? {}) } : {}),
	});
	const { value } = (await answer.json()) as { readonly value: unknown };
	if (!answer.ok) throw new Error(JSON.stringify(value));
	return value;
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	server.close();
	return typeof address === "object" && address !== null ? address.port : 0;
}
