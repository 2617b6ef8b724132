/** How somebody signs in. Held in memory at most, never stored. */
export type Credentials =
	| {
			readonly by: "password";
			readonly email: string;
			readonly password: string;
	  }
	| { readonly by: "custom-token"; readonly token: string }
	/** The app signs in by itself and hands out bearers. */
	| { readonly by: "app"; readonly getToken: GetToken };

/**
 * Answers a bearer, or undefined when nobody is signed in; a rejected promise is tried again later. It is asked once
 * and then again when the Engine turned `rejected` away: answer another one then.
 */
export type GetToken = (rejected?: string) => Promise<string | undefined>;
