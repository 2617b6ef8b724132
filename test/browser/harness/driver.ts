/** A browser that is driven: opened on a profile that stays, closed, or killed. */
export interface Browser {
	readonly name: "chromium" | "firefox" | "webkit";
	/** Opens an address in a window of its own. */
	openTab(url: string): Promise<BrowserTab>;
	/** SIGKILL to all of its processes at once. */
	kill(): Promise<void>;
	close(): Promise<void>;
}

export interface BrowserTab {
	/** Runs a body of a function in the page; what it returns comes back as JSON. */
	evaluate(body: string, ...args: readonly unknown[]): Promise<unknown>;
	goTo(url: string): Promise<void>;
	back(): Promise<void>;
	reload(): Promise<void>;
	close(): Promise<void>;
	/** Only in Chromium. */
	readonly cdp?: Cdp;
}

/** What only the DevTools protocol can do to a page. */
export interface Cdp {
	/** As a browser freezes a tab: the page is told, and then nothing of it runs. */
	freeze(): Promise<void>;
	thaw(): Promise<void>;
	/** Stops the page dead, without a word to it. */
	halt(): Promise<void>;
	goOn(): Promise<void>;
	/** The page's process dies. */
	crash(): Promise<void>;
	/** How many bytes this page's origin may keep; left out, as many as before. */
	limitRoom(bytes?: number): Promise<void>;
	/** What the browser does to an origin whose data it evicts. */
	evict(): Promise<void>;
	/** Collects all of the page's garbage. */
	collectGarbage(): Promise<void>;
	/** Ends all service workers. */
	stopWorkers(): Promise<void>;
}
