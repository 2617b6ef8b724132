import type { RestResponse } from "@engine-offline/emulator/machine";
import type { Random } from "../world/random.js";

/** A list in which one row's texts are numbers, and sometimes its id too. */
export function spoilRow(response: RestResponse, random: Random): RestResponse {
	if (response.status !== 200) return response;
	const lists: unknown = JSON.parse(response.body);
	const rows = Object.values(lists ?? {}).find(
		(one) => Array.isArray(one) && one.length > 0,
	);
	if (!Array.isArray(rows)) return response;
	const at = random.below(rows.length);
	const row: unknown = rows[at];
	rows[at] = random.chance(0.3)
		? { id: 7 }
		: { ...Object(row), name: 7, user: 7 };
	return { ...response, body: JSON.stringify(lists) };
}
