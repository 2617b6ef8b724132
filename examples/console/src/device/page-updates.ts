import { registerSW } from "virtual:pwa-register";
import { BehaviorSubject, type Observable } from "rxjs";

/** The page itself, which a service worker keeps on the device. */
export interface PageUpdates {
	/** Loads the newer page that was fetched; undefined while there is none. */
	readonly newer$: Observable<(() => void) | undefined>;
}

/** Keeps the page on the device from now on. A newer one waits until somebody wants it: it would lose what is typed. */
export function keepPage(): PageUpdates {
	const newer$ = new BehaviorSubject<(() => void) | undefined>(undefined);
	const load = registerSW({
		onNeedRefresh: () => newer$.next(() => void load()),
	});
	return { newer$ };
}
