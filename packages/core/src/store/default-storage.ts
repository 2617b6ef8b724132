import { logStorage } from "../log-storage/log-storage.js";
import type { StoreStorage } from "../storage.js";

/** Where a store is kept when the app names no storage: the memory-first log, in IndexedDB. */
export const defaultStorage = (): StoreStorage => logStorage();
