const token =
	/[{}[\],:]|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

/**
 * The line, from 1, where a text stops being JSON. JSON.parse tells the place in words that differ between engines
 * and quotes the text, which may be a secret.
 */
export function jsonErrorLine(text: string): number {
	const reader = createReader(text);
	readValue(reader);
	return text.slice(0, reader.at()).split("\n").length;
}

interface Reader {
	/** Where the next token begins, or should. */
	readonly at: () => number;
	readonly peek: () => string;
	/** Moves past the next token if it is one of these; a string or number goes by its first character. */
	readonly take: (firsts: string) => string;
}

function createReader(text: string): Reader {
	let at = skipSpace(text, 0);
	const peek = () => {
		token.lastIndex = at;
		return token.exec(text)?.[0] ?? "";
	};
	const take = (firsts: string) => {
		const next = peek();
		if (next === "" || !firsts.includes(next.charAt(0))) return "";
		at = skipSpace(text, at + next.length);
		return next;
	};
	return { at: () => at, peek, take };
}

function skipSpace(text: string, from: number): number {
	return from + (/^[ \t\r\n]*/.exec(text.slice(from))?.[0].length ?? 0);
}

/** Whether a whole value was there; the reader stands at the fault otherwise. */
function readValue(reader: Reader): boolean {
	const first = reader.take('{["-0123456789tfn');
	if (first === "{") return readItems(reader, "}", readMember);
	if (first === "[") return readItems(reader, "]", readValue);
	return first !== "";
}

function readMember(reader: Reader): boolean {
	return (
		reader.take('"') !== "" && reader.take(":") !== "" && readValue(reader)
	);
}

function readItems(
	reader: Reader,
	end: string,
	readItem: (reader: Reader) => boolean,
): boolean {
	if (reader.take(end) !== "") return true;
	do {
		if (!readItem(reader)) return false;
	} while (reader.take(",") !== "");
	return reader.take(end) !== "";
}
