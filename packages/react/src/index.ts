export {
	EngineProvider,
	type EngineProviderProps,
	useReplicator,
	useStore,
} from "./hooks/engine-provider.js";
export {
	useCan,
	useIssues,
	useMembers,
	useOrg,
	useOrgs,
	usePending,
	usePendingOf,
	useProject,
	useProjects,
	useSettled,
	useStatus,
} from "./hooks/hooks.js";
export { useObservable, useSyncState } from "./hooks/use-observable.js";
export type { DocumentName } from "./queries/store-queries.js";
export { graceMs } from "./query/shared-query.js";
