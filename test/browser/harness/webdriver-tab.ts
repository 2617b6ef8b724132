import type { BrowserTab } from "./driver.js";

/** The commands of WebDriver by their names in Marionette. */
export interface Driver {
	/** Answers the value itself. */
	send(command: string, parameters?: object): Promise<unknown>;
	inTurn<Value>(run: () => Promise<Value>): Promise<Value>;
}

export async function webdriverTab(
	{ send, inTurn }: Driver,
	url: string,
): Promise<BrowserTab> {
	const handle = await inTurn(async () => {
		const made = await send("NewWindow", { type: "window" });
		const { handle } = made as { handle: string };
		await send("SwitchToWindow", { handle });
		await send("Navigate", { url });
		return handle;
	});
	const here = <Value>(run: () => Promise<Value>) =>
		inTurn(async () => {
			await send("SwitchToWindow", { handle });
			return run();
		});
	const act = (command: string, parameters?: object) =>
		here(async () => {
			await send(command, parameters);
		});
	return {
		evaluate: (body, ...args) =>
			here(async () => {
				const answer = await send("ExecuteScript", {
					script: inside(body),
					args,
				});
				// JSON has no undefined.
				return answer ?? undefined;
			}),
		goTo: (url) => act("Navigate", { url }),
		back: () => act("Back"),
		reload: () => act("Refresh"),
		close: () =>
			here(async () => {
				// Proof of the cast: WebDriver answers the handles of the windows that are left.
				const [left] = (await send("CloseWindow")) as string[];
				// Firefox opens no window from one that is closed.
				if (left !== undefined) await send("SwitchToWindow", { handle: left });
			}),
	};
}

function inside(body: string): string {
	return `return (function (...args) { ${body} }).apply(undefined, arguments);`;
}
