import {
	create,
	type DescMessage,
	type MessageInitShape,
	toBinary,
} from "@bufbuild/protobuf";
import type { Quirks } from "../machine/quirks.js";
import type { Random } from "../machine/random.js";

/** A field that no published interface knows: number 20000, a text. */
const unheardOf = {
	no: 20_000,
	wireType: 2,
	data: Buffer.from("\x05extra"),
};

/** How a message looks on the wire under the quirks. Names and empty fields are no matter of choice in protobuf. */
export function writeBinary(
	schema: DescMessage,
	message: object,
	{ quirks, random }: { readonly quirks: Quirks; readonly random: Random },
): Uint8Array {
	const shuffles = quirks.listOrder === "shuffled";
	const rows = shuffles ? shuffled(message, random) : message;
	// The machine's messages have the members of the interface, by their JavaScript names.
	const built = create(schema, rows as MessageInitShape<DescMessage>);
	if (quirks.unknownMembers === "present") addUnheardOf(built);
	return toBinary(schema, built);
}

function shuffled(value: unknown, random: Random): unknown {
	if (Array.isArray(value))
		return random.shuffle(value.map((row) => shuffled(row, random)));
	if (typeof value !== "object" || value === null) return value;
	const members = Object.entries(value).map(([name, member]) => [
		name,
		shuffled(member, random),
	]);
	return Object.fromEntries(members);
}

/** Into every message that holds one, itself included; maps are no messages. */
function addUnheardOf(value: unknown): void {
	if (typeof value !== "object" || value === null) return;
	if (!Array.isArray(value) && !("$typeName" in value)) return;
	for (const member of Object.values(value)) addUnheardOf(member);
	if ("$typeName" in value) Object.assign(value, { $unknown: [unheardOf] });
}
