import { describe, it } from "vitest";
import { homeCases } from "./home-suite.js";
import { places } from "./test/homes.js";

describe.each(places)("[LS1] the home %s", (_, make) => {
	for (const { name, needsShared, run } of homeCases) {
		it(name, async ({ skip }) => {
			const place = await make();
			if (needsShared && !place.isShared) skip();
			await run(place);
		});
	}
});
