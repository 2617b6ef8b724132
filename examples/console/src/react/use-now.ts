import { useObservable } from "@engine-offline/react";
import { useState } from "react";
import { interval, map, share } from "rxjs";

const everyMs = 5_000;
const now$ = interval(everyMs).pipe(
	map(() => Date.now()),
	share(),
);

/** Wall clock in ms, every five seconds: for "3 minutes ago". */
export function useNow(): number {
	const [mounted] = useState(() => Date.now());
	return useObservable(now$, mounted);
}
