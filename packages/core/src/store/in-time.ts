import type { Environment } from "../environment.js";
import { EngineError } from "../errors.js";

/** What is opened, and can be closed again. */
interface Closable {
	close(): Promise<void>;
}

/**
 * The opening, or an error when it does not end in time: a browser may leave one without any answer. Should it end
 * after all, what it opened is closed.
 */
export function inTime<Opened extends Closable>(
	opening: Promise<Opened>,
	limitMs: number,
	{ setTimer }: Environment,
): Promise<Opened> {
	return new Promise((resolve, reject) => {
		let isLate = false;
		const off = setTimer(() => {
			isLate = true;
			reject(tooLate(limitMs));
		}, limitMs);
		opening.then(
			(opened) => {
				off();
				if (isLate) void opened.close();
				else resolve(opened);
			},
			(error: unknown) => {
				off();
				reject(error);
			},
		);
	});
}

function tooLate(limitMs: number): EngineError {
	return new EngineError(
		"STORAGE_FAILED",
		`The storage of this device did not answer within ${Math.round(limitMs / 1_000)} seconds. Close other tabs of this app, or restart the browser, then try again; nothing was changed.`,
	);
}
