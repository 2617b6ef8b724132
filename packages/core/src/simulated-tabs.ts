export { storageOfTab } from "./tabs/simulated/storage-of-tab.js";
export { createTabLocks, type TabLocks } from "./tabs/simulated/tab-locks.js";
export {
	createTabWorld,
	type SimulatedTab,
	type TabWorld,
} from "./tabs/simulated/tab-world.js";
