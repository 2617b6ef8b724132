import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Running, start } from "./engine.js";

/** Nothing but the page: no first run, no updates, no offer to restore what a kill interrupted. */
export const firefoxPreferences = {
	"browser.aboutwelcome.enabled": false,
	// It would open the page a second time, in a container that nobody sees, for a picture of it.
	"browser.pagethumbnails.capturing_disabled": true,
	"browser.sessionstore.resume_from_crash": false,
	"browser.shell.checkDefaultBrowser": false,
	"browser.startup.homepage_override.mstone": "ignore",
	"datareporting.policy.dataSubmissionEnabled": false,
	"app.update.enabled": false,
	"app.normandy.enabled": false,
	"extensions.update.enabled": false,
	"network.captive-portal-service.enabled": false,
	"network.connectivity-service.enabled": false,
	"toolkit.startup.max_resumed_crashes": -1,
};

/** Firefox without a window, on a profile that stays. */
export function startFirefox(profile: string, url: string): Running {
	const lines = Object.entries(firefoxPreferences).map(
		([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
	);
	writeFileSync(join(profile, "user.js"), lines.join("\n"));
	return start({
		command: process.env.FIREFOX ?? "firefox-esr",
		args: ["--headless", "--no-remote", "--profile", profile, url],
		env: { HOME: profile },
	});
}
