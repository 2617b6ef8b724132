import type { CollectionName } from "./documents.js";
import type { Fields } from "./fields.js";

/** Who wins a contested field: the device, the Engine, or what the function makes of both. It must be pure. */
export type FieldPolicy =
	| "mine"
	| "theirs"
	| ((base: string, mine: string, theirs: string) => string);

/** Policies by collection and field; what is not named is `mine`, as the Engine itself does: the last write wins. */
export type MergePolicies = {
	readonly [Name in CollectionName]?: Readonly<Record<string, FieldPolicy>>;
};

export interface MergeInput {
	readonly names: readonly string[];
	readonly base: Fields;
	readonly mine: Fields;
	readonly theirs: Fields;
	readonly policies?: Readonly<Record<string, FieldPolicy>>;
}

export interface Merged {
	readonly values: Fields;
	/** Fields that both sides changed, differently. */
	readonly contested: readonly string[];
}

/**
 * The three-way merge, field by field. One side changed a field: that side. Both, to the same value: that. Both,
 * differently: contested, and the policy decides. Deterministic, idempotent, reads no clock.
 */
export function merge(input: MergeInput): Merged {
	const merged = input.names.map((name) => mergeField(name, input));
	return {
		values: Object.fromEntries(merged.map(({ name, value }) => [name, value])),
		contested: merged
			.filter(({ contested }) => contested)
			.map(({ name }) => name),
	};
}

function mergeField(name: string, input: MergeInput) {
	const base = input.base[name] ?? "";
	const mine = input.mine[name] ?? "";
	const theirs = input.theirs[name] ?? "";
	if (mine === theirs || theirs === base)
		return { name, value: mine, contested: false };
	if (mine === base) return { name, value: theirs, contested: false };
	const policy = input.policies?.[name] ?? "mine";
	return {
		name,
		value: decided(policy, [base, mine, theirs]),
		contested: true,
	};
}

function decided(
	policy: FieldPolicy,
	[base, mine, theirs]: readonly [string, string, string],
): string {
	if (policy === "mine") return mine;
	return policy === "theirs" ? theirs : policy(base, mine, theirs);
}
