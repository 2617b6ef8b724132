/** Passwords of accounts that are still to be made: in memory only, by the id of the member that waits. */
export interface Secrets {
	passwordOf(memberId: string): string | undefined;
	keepPassword(memberId: string, password: string): void;
	forget(memberId: string): void;
}

export function createSecrets(): Secrets {
	const passwordById = new Map<string, string>();
	return {
		passwordOf: (memberId) => passwordById.get(memberId),
		keepPassword: (memberId, password) => {
			passwordById.set(memberId, password);
		},
		forget: (memberId) => {
			passwordById.delete(memberId);
		},
	};
}
