import { faultNames } from "../network/faults.js";
import type { SimulationOptions, SimulationResult } from "../simulate.js";

/** What a failing seed prints: what broke, the steps that are left, the last events, and how to see it again. */
export function reportOf(
	options: SimulationOptions,
	{ violations, trace }: SimulationResult,
	commit: string,
): string {
	const [violation] = violations;
	if (violation === undefined)
		return `seed ${options.seed}: kept every promise`;
	const { invariant, device, text, before } = violation;
	const clash = clashing(before, text);
	return [
		`seed ${options.seed} breaks ${invariant} on ${device || "the Engine"}: ${text}`,
		`commit: ${commit}`,
		`options: ${JSON.stringify({ ...options, bug: undefined })}`,
		"steps:",
		...trace.filter((line) => / step /.test(line)).map((line) => `  ${line}`),
		`last ${before.length} events:`,
		...before.map((line) => `  ${line}`),
		"the two that clash:",
		...clash.map((line) => `  ${line}`),
		`again: ${replayLine(options)}`,
	].join("\n");
}

/** The violation itself, and the last event before it that speaks of the same thing. */
function clashing(before: readonly string[], text: string): string[] {
	const [last = "", ...earlier] = [...before].reverse();
	const ids = text.match(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}/g) ?? [];
	const other = earlier.find((line) => ids.some((id) => line.includes(id)));
	return [...(other === undefined ? [] : [other]), last];
}

/** The command that runs the seed again, alone. */
export function replayLine(options: SimulationOptions): string {
	const { seed, steps = 60, devices, storage, faults, only } = options;
	const parts = [`--seeds 1 --seed ${seed} --steps ${steps}`];
	if (devices !== undefined) parts.push(`--devices ${devices}`);
	if (storage !== undefined) parts.push(`--storage ${storage}`);
	if (faults !== undefined && faults.length < faultNames.length)
		parts.push(`--faults ${faults.join(",") || "none"}`);
	if (only !== undefined) parts.push(`--only ${only.join(",")}`);
	return `npm run simulate -- ${parts.join(" ")}`;
}
