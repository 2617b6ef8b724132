import type { Device, Program } from "../device/device.js";
import type { Page } from "../device/page.js";
import type { Stage, WorldAction } from "./context.js";

interface Drawn {
	readonly device: Device;
	readonly program: Program;
	readonly page: Page;
}

/** Some page of some device that may have several. */
function drawPage({ random, devices }: Stage): Drawn | undefined {
	const pages = devices.flatMap((device) =>
		device.programs().flatMap((program) => {
			const { page } = program;
			return page === undefined ? [] : [{ device, program, page }];
		}),
	);
	return pages.length === 0 ? undefined : random.pick(pages);
}

export const openTab: WorldAction = ({ random, devices }) => {
	const shared = devices.filter(({ isShared }) => isShared);
	if (shared.length === 0) return undefined;
	const device = random.pick(shared);
	const before = device.programs().length;
	device.openTab();
	return before === 1 ? device.name : undefined;
};

export const closeTab: WorldAction = (stage) => {
	const drawn = drawPage(stage);
	if (drawn === undefined || drawn.program.process.isFrozen()) return undefined;
	drawn.device.shutDown(drawn.program);
	return drawn.program.process.name;
};

/** One page ends at once, and the others go on. */
export const crashTab: WorldAction = (stage) => {
	const drawn = drawPage(stage);
	drawn?.device.crash(drawn.program);
	return drawn?.program.process.name;
};

/** A page is put away with all that it holds, with a word before or without, and comes back. */
export const freezeTab: WorldAction = (stage) => {
	const drawn = drawPage(stage);
	if (drawn === undefined) return undefined;
	const { page, program } = drawn;
	const ms = stage.random.between(1_000, 60_000);
	const isTold = stage.random.chance(0.5);
	page.freeze(isTold);
	stage.time.setTimer(() => page.thaw(), ms);
	return `${program.process.name} for ${ms} ms${isTold ? ", told" : ""}`;
};

/** A person looks at one page, and so at none of the others. */
export const switchTab: WorldAction = (stage) => {
	const drawn = drawPage(stage);
	if (drawn === undefined) return undefined;
	for (const { page } of drawn.device.programs())
		if (page !== drawn.page) page?.hide();
	drawn.page.show();
	return drawn.program.process.name;
};

export const hideTab: WorldAction = (stage) => {
	const drawn = drawPage(stage);
	drawn?.page.hide();
	return drawn?.program.process.name;
};

export const showTab: WorldAction = (stage) => {
	const drawn = drawPage(stage);
	drawn?.page.show();
	return drawn?.program.process.name;
};
