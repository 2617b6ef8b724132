import { type Quirks, unusualQuirks } from "@engine-offline/emulator/machine";
import type { Random } from "../world/random.js";

/**
 * Points that the Engine's contract leaves open, and that change nothing of what the checker takes for true: how an
 * answer is written, what is refused, and with which code.
 */
export const openPoints: readonly (keyof Quirks)[] = [
	"memberNames",
	"emptyFields",
	"listOrder",
	"unknownMembers",
	"hiddenThings",
	"ownerWithoutProjectRole",
	"viewOnly",
	"subscription",
	"wrongSignIn",
	"refusalDetails",
	"oldBearer",
];

/** Decides some of them the other way, in half of the worlds. */
export function drawWays(random: Random): Partial<Quirks> {
	if (random.chance(0.5)) return {};
	const taken = openPoints.filter(() => random.chance(0.4));
	return Object.fromEntries(taken.map((name) => [name, unusualQuirks[name]]));
}
