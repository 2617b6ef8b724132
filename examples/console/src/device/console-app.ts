import type { StoreEnd } from "@engine-offline/core";
import { logout } from "@engine-offline/sync";
import { BehaviorSubject, type Observable } from "rxjs";
import { messageOf } from "../words/error-words.js";
import { rememberedAccount } from "./memory-of-account.js";
import type { Network } from "./network.js";
import { connect, type Device, disconnect, openDevice } from "./open-device.js";
import type { PageUpdates } from "./page-updates.js";

/** Where the page stands. */
export type Stage =
	| { readonly name: "opening" }
	/** `message`: why the last try to sign in failed, or what a sign-out left behind, or ''. */
	| { readonly name: "signed-out"; readonly message: string }
	| { readonly name: "open"; readonly device: Device }
	/** The store of this account could not be opened, or its storage is gone. */
	| { readonly name: "failed"; readonly message: string };

/**
 * Opens and closes the store. It lives outside React: a component that opened it would open it twice in StrictMode,
 * and the second time fails.
 */
export interface ConsoleApp {
	readonly network: Network;
	readonly updates: PageUpdates;
	readonly stage: Stage;
	readonly stage$: Observable<Stage>;
	/** Opens the store of whoever was signed in last, with a network or without. */
	resume(): Promise<void>;
	signIn(email: string, password: string): Promise<void>;
	/**
	 * What waits stays on this device, and is sent after the next sign-in. With `wipe` everything of the account goes
	 * from this device, what was not sent too: ask first.
	 */
	signOut(options?: { readonly wipe?: boolean }): Promise<void>;
}

export function createConsoleApp(
	network: Network,
	updates: PageUpdates,
): ConsoleApp {
	const stage$ = new BehaviorSubject<Stage>({ name: "opening" });
	const show = (stage: Stage) => stage$.next(stage);
	return {
		network,
		updates,
		get stage() {
			return stage$.value;
		},
		stage$: stage$.asObservable(),
		resume: async () => {
			const account = rememberedAccount.get();
			show(account ? await opened(account, network) : signedOut());
			follow(stage$);
		},
		signIn: async (email, password) => {
			show(await signedIn({ email, password }, network));
			follow(stage$);
		},
		signOut: async ({ wipe = false } = {}) => {
			if (stage$.value.name !== "open") return;
			const { device } = stage$.value;
			show({ name: "opening" });
			show(signedOut(await left(device, wipe)));
		},
	};
}

function signedOut(message = ""): Stage {
	return { name: "signed-out", message };
}

async function opened(
	account: string,
	network: Network,
	connection = connect(account, network),
): Promise<Stage> {
	try {
		const device = await openDevice(account, connection, network);
		rememberedAccount.set(account);
		return { name: "open", device };
	} catch (error) {
		await disconnect(connection);
		return { name: "failed", message: messageOf(error) };
	}
}

async function signedIn(
	typed: { readonly email: string; readonly password: string },
	network: Network,
): Promise<Stage> {
	const email = typed.email.trim().toLowerCase();
	const connection = connect(email, network);
	const { password } = typed;
	const credentials = { by: "password", email, password } as const;
	const answer = await connection.session.signIn(credentials);
	if (answer.ok) return opened(email, network, connection);
	await disconnect(connection);
	return signedOut(answer.failure.message);
}

/** Resolves with what is still on this device although it should not be, in a sentence, or ''. */
async function left(device: Device, wipe: boolean): Promise<string> {
	const answer = await logout({ ...device, wipe, discard: wipe });
	await device.close();
	rememberedAccount.clear();
	return answer.kind === "wiped" && answer.remains.length > 0
		? `Signed out, but this is still on this device: ${answer.remains.join(", ")}.`
		: "";
}

/** A store may end without being asked: another tab wiped the account, or the browser took its storage away. */
function follow(stage$: BehaviorSubject<Stage>): void {
	const { value } = stage$;
	if (value.name !== "open") return;
	void value.device.store.closed.then((why) => {
		if (stage$.value === value && why !== "closed")
			stage$.next(stageAfter[why]);
	});
}

const stageAfter: Readonly<Record<Exclude<StoreEnd, "closed">, Stage>> = {
	wiped: signedOut("This account was removed from this device in another tab."),
	"storage-lost": {
		name: "failed",
		message:
			"The browser took the storage of this page away. Reload it: what was not sent comes back where it was kept in a second place.",
	},
	"newer-version": {
		name: "failed",
		message:
			"A newer version of this page is open in another tab. Reload this one to go on with it.",
	},
};
