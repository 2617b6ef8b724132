/** A project as it is stored, about 420 bytes. */
export interface Row {
	readonly id: string;
	readonly orgId: string;
	readonly name: string;
	readonly description: string;
	readonly stamp: number;
}

const TEXT = "An offline-first project with a description of some length. ";

export const orgOf = (n: number, orgs: number) => `org-${n % orgs}`;

export function makeRow(n: number, orgs: number, stamp = 0): Row {
	const id = `p-${String(n).padStart(8, "0")}`;
	const description = TEXT.repeat(4);
	return {
		id,
		orgId: orgOf(n, orgs),
		name: `Project ${n}`,
		description,
		stamp,
	};
}

export const makeRows = (count: number, orgs: number, stamp = 0): Row[] =>
	Array.from({ length: count }, (_, n) => makeRow(n, orgs, stamp));
