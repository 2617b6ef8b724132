import type { Emulator, EmulatorOptions } from "../create-emulator.js";
import { quirkNames, quirkWays } from "../machine/quirks.js";

const shownAccounts = 5;

/** What the command prints when the emulator has started. */
export function greeting(emulator: Emulator, options: EmulatorOptions): string {
	return [
		`The Engine emulator listens on ${emulator.url}`,
		...grpcLines(emulator),
		...dataLines(emulator, options),
		...quirkLines(emulator),
		...(options.control ? [`Control API: ${emulator.url}/control/v1`] : []),
		"",
		...accountLines(emulator),
		...signInLines(emulator),
	].join("\n");
}

function grpcLines({ grpc }: Emulator): readonly string[] {
	if (grpc === null) return [];
	return [
		`It speaks gRPC on ${grpc.target}, with TLS and without`,
		`Certificate for gRPC clients to trust: ${grpc.certificate}`,
	];
}

function dataLines(
	{ data }: Emulator,
	options: EmulatorOptions,
): readonly string[] {
	if (data === null)
		return ["Data is kept in memory only; give --data FILE to keep it."];
	const kept = data.wasThere
		? `Data is kept in ${options.data}, which held some already${options.fixtures === undefined ? "" : ", so no fixture was loaded"}.`
		: `Data is kept in ${options.data}.`;
	if (!data.hadTornTail) return [kept];
	return [
		kept,
		"Its last write was cut off before it was answered, and was left out.",
	];
}

function quirkLines(emulator: Emulator): readonly string[] {
	const quirks = emulator.machine.quirks();
	const unusual = quirkNames.filter(
		(name) => quirks[name] !== quirkWays[name][0],
	);
	if (unusual.length === 0) return [];
	const list = unusual.map((name) => `${name}=${quirks[name]}`).join(", ");
	return [`Quirks: ${list}`];
}

function accountLines({ accounts }: Emulator): readonly string[] {
	const shown = accounts.slice(0, shownAccounts);
	const width = Math.max(...shown.map(({ email }) => email.length));
	const lines = shown.map(
		({ email, password, name }) =>
			`  ${email.padEnd(width)}  ${password}  ${name}`,
	);
	const more = accounts.length - shown.length;
	return [
		`Accounts (e-mail, password, name); the first one owns every org of the fixture:`,
		...lines,
		...(more > 0 ? [`  and ${more} more`] : []),
	];
}

function signInLines({ accounts, url }: Emulator): readonly string[] {
	const [first] = accounts;
	if (first === undefined) return [];
	const { email, password } = first;
	const body = JSON.stringify({ email, password }).replaceAll("'", "'\\''");
	return [
		"",
		"To sign in:",
		`  curl -s ${url}/api/v1/users:signInWithEmail -H 'content-type: application/json' -d '${body}'`,
		"To ask with the token that it answers:",
		`  curl -s ${url}/api/v1/orgs -H "authorization: Bearer $TOKEN"`,
	];
}
