import { expect, it } from "vitest";
import { tornBytesOf } from "./torn-logs.js";

const PAGE = 32 * 1024;

/** A fragment of a record as LevelDB writes it; its checksum is not looked at. */
function fragment(type: number, length: number): number[] {
	const body = Array.from({ length }, () => 7);
	return [1, 2, 3, 4, length & 0xff, length >> 8, type, ...body];
}
const [FULL, FIRST, LAST] = [1, 2, 4];

it("finds no torn record in a log that ends with a whole one", () => {
	expect(tornBytesOf(new Uint8Array())).toBe(0);
	const log = [...fragment(FULL, 40), ...fragment(FIRST, PAGE - 54)];
	expect(log).toHaveLength(PAGE);
	expect(tornBytesOf(Uint8Array.from([...log, ...fragment(LAST, 9)]))).toBe(0);
});

it("counts what is there of a record whose head, body or last fragment is missing", () => {
	const whole = fragment(FULL, 40);
	const torn = (rest: readonly number[]) =>
		tornBytesOf(Uint8Array.from([...whole, ...rest]));
	expect(torn([1, 2, 3])).toBe(3);
	expect(torn(fragment(FULL, 100).slice(0, 7))).toBe(7);
	expect(torn(fragment(FULL, 100).slice(0, 60))).toBe(60);
	expect(torn(fragment(FIRST, PAGE - 54))).toBe(PAGE - 47);
});
