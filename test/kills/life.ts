/*
 * What every document of a kill run lives through. It follows from the id alone, so that the program which writes and
 * the judge who reads need not tell each other.
 */

/** The steps of one document: 1 creates it, the next edit it, and the last may delete it. */
export interface Life {
	readonly lastStep: number;
	readonly endsDeleted: boolean;
}

export function lifeOf(id: string): Life {
	const mixed = hash(id);
	const endsDeleted = mixed % 3 === 0;
	const edits = (mixed >>> 8) % 4;
	return { lastStep: 1 + edits + (endsDeleted ? 1 : 0), endsDeleted };
}

/** Whether a document that took this step is there no more. */
export function isDeletion(id: string, step: number): boolean {
	const { lastStep, endsDeleted } = lifeOf(id);
	return endsDeleted && step === lastStep;
}

export interface Text {
	readonly name: string;
	readonly description: string;
}

/** Two fields that are written together and say the same, long enough to be torn. */
export function textOf(id: string, step: number): Text {
	const word = `${id} ${step}`;
	return { name: word, description: `${word};`.repeat(24) };
}

/** The step whose text this is; undefined for a text that nobody wrote. */
export function stepOf(id: string, text: Text): number | undefined {
	const step = Number(text.name.split(" ")[1]);
	const { name, description } = textOf(id, step);
	return name === text.name && description === text.description
		? step
		: undefined;
}

function hash(text: string): number {
	let value = 0x811c9dc5;
	for (const letter of text)
		value = Math.imul(value ^ letter.charCodeAt(0), 0x01000193);
	return (value ^ (value >>> 15)) >>> 0;
}
