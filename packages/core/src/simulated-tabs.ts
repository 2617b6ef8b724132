export { storageOfTab } from "./tabs/simulated/storage-of-tab.js";
export {
	createTabWorld,
	type SimulatedTab,
	type TabWorld,
} from "./tabs/simulated/tab-world.js";
