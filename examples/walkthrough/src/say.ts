/** A new chapter of what is told. */
export function title(text: string): void {
	console.log(`\n${text}`);
}

export function say(text: string): void {
	console.log(`  ${text}`);
}

/** One line that is written over where the output is a terminal; elsewhere every twentieth of the way is a line. */
export function createProgress(what: string) {
	let shown = -1;
	return (done: number, all: number) => {
		const step = Math.floor((done / all) * 20);
		if (process.stdout.isTTY)
			process.stdout.write(
				`\r  ${what}: ${done} of ${all}${done === all ? "\n" : "   "}`,
			);
		else if (step % 5 === 0 && step !== shown)
			say(`${what}: ${done} of ${all}`);
		shown = step;
	};
}
