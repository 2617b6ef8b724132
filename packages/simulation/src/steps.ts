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
import {
	boot,
	changeWeather,
	crash,
	crashSoon,
	goOffline,
	goOnline,
	replicate,
	shutDown,
	watch,
} from "./workload/life.js";
import { addUser, createUser, removeUser } from "./workload/members.js";
import { answerIssue, retry, revert } from "./workload/second-thoughts.js";

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
];

/** What happens around the devices, and how often. */
export function worldSteps(
	faults: readonly FaultName[],
): readonly (readonly [string, WorldAction, number])[] {
	return [
		["foreignEdit", foreignEdit, 8],
		["foreignCreate", foreignCreate, 2],
		["foreignDelete", foreignDelete, 2],
		["foreignMember", foreignMember, 2],
		["operate", operate, 2],
		["crash", crash, 1],
		["crashSoon", crashSoon, 3],
		["boot", boot, 8],
		["shutDown", shutDown, 1],
		["goOffline", goOffline, 2],
		["goOnline", goOnline, 4],
		["replicate", replicate, 4],
		["watch", watch, 2],
		["weather", changeWeather(faults), 2],
	];
}
