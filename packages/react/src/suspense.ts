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
} from "./hooks/suspending-hooks.js";
