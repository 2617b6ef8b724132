import { BehaviorSubject, type Observable } from "rxjs";
import { messageOf } from "../words/error-words.js";
import { rememberedAccount } from "./memory-of-account.js";
import type { Network } from "./network.js";
import { connect, type Device, disconnect, openDevice } from "./open-device.js";
import type { PageUpdates } from "./page-updates.js";

/** Where the page stands. */
export type Stage =
	| { readonly name: "opening" }
	/** `message`: why the last try to sign in failed, or ''. */
	| { readonly name: "signed-out"; readonly message: string }
	| { readonly name: "open"; readonly device: Device }
	/** The store of this account could not be opened. */
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
	/** What waits stays on this device, and is sent after the next sign-in. */
	signOut(): Promise<void>;
}

export function createConsoleApp(
	network: Network,
	updates: PageUpdates,
): ConsoleApp {
	const stage$ = new BehaviorSubject<Stage>({ name: "opening" });
	const signedOut = (message = "") =>
		stage$.next({ name: "signed-out", message });
	const open = async (
		account: string,
		connection = connect(account, network),
	) => {
		try {
			const device = await openDevice(account, connection, network);
			rememberedAccount.set(account);
			stage$.next({ name: "open", device });
		} catch (error) {
			await disconnect(connection);
			stage$.next({ name: "failed", message: messageOf(error) });
		}
	};
	return {
		network,
		updates,
		get stage() {
			return stage$.value;
		},
		stage$: stage$.asObservable(),
		resume: async () => {
			const account = rememberedAccount.get();
			if (account === undefined) signedOut();
			else await open(account);
		},
		signIn: async (email, password) => {
			const account = email.trim().toLowerCase();
			const connection = connect(account, network);
			const credentials = { by: "password", email: account, password } as const;
			const answer = await connection.session.signIn(credentials);
			if (answer.ok) return open(account, connection);
			await disconnect(connection);
			signedOut(answer.failure.message);
		},
		signOut: async () => {
			if (stage$.value.name !== "open") return;
			const { device } = stage$.value;
			stage$.next({ name: "opening" });
			await device.session.signOut();
			await device.close();
			rememberedAccount.clear();
			signedOut();
		},
	};
}
