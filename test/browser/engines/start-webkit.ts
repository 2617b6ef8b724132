import { type Running, start } from "./engine.js";
import { openScreen } from "./open-screen.js";

const BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/** WebKitGTK's own small browser, on a virtual screen, with all that it stores under `profile`. Not under WebDriver: there it keeps nothing. */
export async function startWebkit(
	profile: string,
	url: string,
): Promise<Running> {
	return start({
		command: process.env.MINIBROWSER ?? BROWSER,
		args: [url],
		env: {
			DISPLAY: await openScreen(),
			HOME: profile,
			XDG_DATA_HOME: `${profile}/data`,
			XDG_CACHE_HOME: `${profile}/cache`,
			XDG_CONFIG_HOME: `${profile}/config`,
			WEBKIT_DISABLE_COMPOSITING_MODE: "1",
			LIBGL_ALWAYS_SOFTWARE: "1",
		},
	});
}
