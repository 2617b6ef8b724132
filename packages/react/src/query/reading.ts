/** What is known of a query at one moment. Never changed: another moment has another object. */
export type Reading<Value> =
	| { readonly state: "loading" }
	| { readonly state: "ready"; readonly value: Value }
	| { readonly state: "failed"; readonly error: unknown };

export const loading = { state: "loading" } as const;
