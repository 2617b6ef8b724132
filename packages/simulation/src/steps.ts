import type { FaultName } from "./network/faults.js";
import type { Action, WorldAction } from "./workload/context.js";
import {
	createOrg,
	createProject,
	edit,
	insertOver,
	remove,
	setBack,
	updateMe,
} from "./workload/edits.js";
import {
	foreignCreate,
	foreignDelete,
	foreignEdit,
	foreignMember,
	operate,
} from "./workload/foreign.js";
import { logOut, logOutOnly } from "./workload/leaving.js";
import {
	boot,
	changeWeather,
	crash,
	crashAtBoot,
	crashSoon,
	goOffline,
	goOnline,
	replicate,
	shutDown,
	watch,
} from "./workload/life.js";
import { addUser, createUser, removeUser } from "./workload/members.js";
import {
	fillDisk,
	freeze,
	jumpClock,
	loseStore,
	signIn,
	signOut,
	twoLeaders,
	wipe,
} from "./workload/mishaps.js";
import {
	addRemoved,
	editBusy,
	removeBusy,
	removeBusyOrg,
	renameBoth,
	setBackBusy,
	twins,
} from "./workload/nasty.js";
import {
	closeTab,
	crashTab,
	freezeTab,
	hideTab,
	openTab,
	showTab,
	switchTab,
} from "./workload/pages.js";
import { read } from "./workload/reads.js";
import { answerIssue, retry, revert } from "./workload/second-thoughts.js";
import { openOlderApp, updateApp } from "./workload/updates.js";

/** What a person does on a device, and how often. */
export const deviceSteps: readonly (readonly [string, Action, number])[] = [
	["createOrg", createOrg, 2],
	["createProject", createProject, 8],
	["edit", edit, 16],
	["setBack", setBack, 3],
	["remove", remove, 4],
	["insertOver", insertOver, 2],
	["updateMe", updateMe, 1],
	["addUser", addUser, 4],
	["createUser", createUser, 2],
	["removeUser", removeUser, 2],
	["revert", revert, 2],
	["answerIssue", answerIssue, 3],
	["retry", retry, 1],
	["read", read, 8],
	["editBusy", editBusy, 6],
	["setBackBusy", setBackBusy, 3],
	["removeBusy", removeBusy, 4],
	["removeBusyOrg", removeBusyOrg, 1],
	["renameBoth", renameBoth, 3],
	["twins", twins, 1],
	["addRemoved", addRemoved, 1],
];

/** What happens around the devices, how often, and as which fault. */
const around: readonly (readonly [
	string,
	WorldAction,
	number,
	FaultName | undefined,
])[] = [
	["foreignEdit", foreignEdit, 8, "foreign"],
	["foreignCreate", foreignCreate, 2, "foreign"],
	["foreignDelete", foreignDelete, 2, "foreign"],
	["foreignMember", foreignMember, 2, "foreign"],
	["operate", operate, 2, "operator"],
	["crash", crash, 1, "crash"],
	["crashSoon", crashSoon, 3, "crash"],
	["crashAtBoot", crashAtBoot, 1, "crash"],
	["boot", boot, 8, undefined],
	["shutDown", shutDown, 1, undefined],
	["goOffline", goOffline, 2, "offline"],
	["goOnline", goOnline, 4, undefined],
	["replicate", replicate, 4, undefined],
	["watch", watch, 2, undefined],
	["freeze", freeze, 1, "freeze"],
	["fillDisk", fillDisk, 0.5, "disk-full"],
	["wipe", wipe, 0.3, "wipe"],
	["jumpClock", jumpClock, 0.7, "clock-jump"],
	["signOut", signOut, 0.4, "sign-out"],
	["signIn", signIn, 0.8, "sign-out"],
	["twoLeaders", twoLeaders, 1, "two-leaders"],
];

type WorldSteps = readonly (readonly [string, WorldAction, number])[];

/** Steps of a fault that came later: drawn aside, from `source`, so that the other steps stay as they are. */
interface AsideSteps {
	readonly fault: FaultName;
	readonly source: string;
	/** How often one of them is taken. */
	readonly chance: number;
	readonly steps: WorldSteps;
}

export const asideSteps: readonly AsideSteps[] = [
	{
		fault: "tabs",
		source: "pages",
		chance: 0.12,
		steps: [
			["openTab", openTab, 8],
			["closeTab", closeTab, 1],
			["crashTab", crashTab, 2],
			["freezeTab", freezeTab, 3],
			["switchTab", switchTab, 3],
			["hideTab", hideTab, 1],
			["showTab", showTab, 2],
		],
	},
	{
		fault: "journal",
		source: "journal",
		chance: 0.015,
		steps: [["loseStore", loseStore, 1]],
	},
	{
		fault: "logout",
		source: "leaving",
		chance: 0.02,
		steps: [
			["logOut", logOut, 3],
			["logOutOnly", logOutOnly, 1],
		],
	},
	{
		fault: "updates",
		source: "updates",
		chance: 0.02,
		steps: [
			["updateApp", updateApp, 3],
			["openOlderApp", openOlderApp, 2],
		],
	},
];

/** A step that is not allowed is drawn too, and not taken, so that the others stay as they are without it. */
export function worldSteps(faults: readonly FaultName[]): WorldSteps {
	const steps = around.map(
		([name, act, weight, fault]) =>
			[
				name,
				fault === undefined || faults.includes(fault) ? act : noStep,
				weight,
			] as const,
	);
	return [...steps, ["weather", changeWeather(faults), 2]];
}

const noStep = () => undefined;
