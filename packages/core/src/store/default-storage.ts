import { dexieStorage, type StoreStorage } from "../storage.js";

/** Where a store is kept when the app names no storage: RxDB's Dexie storage, in IndexedDB. */
export const defaultStorage = (): StoreStorage => dexieStorage();
