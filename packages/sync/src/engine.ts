/** The rows of the Engine as the replicator reads them: strings only, absent and empty are the same. */
export interface OrgRow {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	readonly logoUrl: string;
	readonly subscriptionId: string;
	readonly audit: AuditRow;
}

export interface ProjectRow {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	readonly org: { readonly id: string; readonly name: string };
	readonly audit: AuditRow;
}

export interface UserRow {
	readonly id: string;
	readonly displayName: string;
	readonly email: string;
	readonly photoUrl: string;
	readonly phone: string;
	readonly status: string;
}

export interface OrgUserRow {
	readonly user: UserRow;
	readonly role: string;
	/** From which of the two lists of the answer it came; false for a single read. */
	readonly external: boolean;
}

/**
 * `mark` is `audit.updated.timestamp`, `createdMark` is `audit.created.timestamp`, both opaque and '' when absent;
 * `createdBy` and `updatedBy` are user ids or ''.
 */
export interface AuditRow {
	readonly mark: string;
	readonly createdMark: string;
	readonly createdBy: string;
	readonly updatedBy: string;
}

export interface RoleRow {
	readonly id: string;
	readonly name: string;
	readonly permissions: readonly string[];
}

/** A whole list. `invalid` are ids of rows that exist but could not be read; `unreadable` counts rows without a readable id. */
export interface Listed<Row> {
	readonly rows: readonly Row[];
	readonly invalid: readonly string[];
	readonly unreadable: number;
}

/** What came back for one call. A refusal is an answer, never an exception. */
export type Answer<Value> =
	| { readonly ok: true; readonly value: Value }
	| { readonly ok: false; readonly failure: Failure };

export type Failure = StatusFailure | LostFailure | UnsentFailure;

/** The Engine answered with a Status body. */
export interface StatusFailure {
	readonly kind: "status";
	/** The gRPC code by name, such as `PERMISSION_DENIED`. */
	readonly code: StatusCode;
	readonly httpStatus: number;
	/** `ErrorInfo.reason`, or ''. */
	readonly reason: string;
	readonly message: string;
	/** `SuggestionInfo.suggestion`, or ''. */
	readonly suggestion: string;
	/** From Retry-After, in ms; undefined without one. */
	readonly retryAfterMs: number | undefined;
}

/** No readable answer: whether a write took place is not known. `httpStatus` is 0 when there was none. */
export interface LostFailure {
	readonly kind: "lost";
	readonly why:
		| "network"
		| "timeout"
		| "aborted"
		| "unreadable"
		| "not-json"
		| "redirect"
		| "too-large";
	readonly httpStatus: number;
	readonly message: string;
	readonly retryAfterMs: number | undefined;
}

/**
 * It is known that nothing of this call was sent, or that what was sent was turned away for its bearer alone.
 * `invalid-request`: the client refuses to send this, and would again. `signed-out`: nothing goes out until
 * somebody signs in. `no-bearer`: signing in or refreshing found no answer this time. `unreachable`: no connection
 * stood when it was to go out.
 */
export interface UnsentFailure {
	readonly kind: "unsent";
	readonly why:
		| "aborted"
		| "invalid-request"
		| "signed-out"
		| "no-bearer"
		| "unreachable"
		/** The Engine asked for a pause that is not over. */
		| "paused";
	readonly message: string;
	/** From a Retry-After of the sign-in, or what is left of a pause, in ms. */
	readonly retryAfterMs: number | undefined;
}

export const statusCodes = [
	"OK",
	"CANCELLED",
	"UNKNOWN",
	"INVALID_ARGUMENT",
	"DEADLINE_EXCEEDED",
	"NOT_FOUND",
	"ALREADY_EXISTS",
	"PERMISSION_DENIED",
	"RESOURCE_EXHAUSTED",
	"FAILED_PRECONDITION",
	"ABORTED",
	"OUT_OF_RANGE",
	"UNIMPLEMENTED",
	"INTERNAL",
	"UNAVAILABLE",
	"DATA_LOSS",
	"UNAUTHENTICATED",
] as const;

/** Position in the list is the gRPC number. */
export type StatusCode = (typeof statusCodes)[number];

/** For every call: whose bearer it carries, how long it may take as a whole (body included), and how to give it up. */
export interface CallOptions {
	readonly bearer: string;
	/** Ms for the whole call; the client has a default. */
	readonly deadlineMs?: number;
	readonly signal?: AbortSignal;
}

export interface Tokens {
	readonly token: string;
	readonly refreshToken: string;
	readonly expiresInMs: number;
}

/** Calls without a bearer. */
export interface EngineAuth {
	signInWithEmail(
		request: { email: string; password: string },
		options?: Omit<CallOptions, "bearer">,
	): Promise<Answer<Tokens>>;
	signInWithCustomToken(
		request: { token: string },
		options?: Omit<CallOptions, "bearer">,
	): Promise<Answer<Tokens>>;
	refreshToken(
		request: { refreshToken: string },
		options?: Omit<CallOptions, "bearer">,
	): Promise<Answer<Tokens>>;
}

/**
 * The port to the Engine: one typed call per rpc that the replicator needs. A call never throws for what
 * the Engine or the network does; it answers. Implementations: REST/JSON here, gRPC as an entry of its own.
 */
export interface Engine {
	/** What this client talks to, for messages: an origin or a target. */
	readonly address: string;
	readonly auth: EngineAuth;
	listOrgs(options: CallOptions): Promise<Answer<Listed<OrgRow>>>;
	getOrg(
		request: { id: string },
		options: CallOptions,
	): Promise<Answer<OrgRow>>;
	createOrg(request: OrgFields, options: CallOptions): Promise<Answer<OrgRow>>;
	updateOrg(
		request: { id: string } & OrgFields,
		options: CallOptions,
	): Promise<Answer<OrgRow>>;
	deleteOrg(
		request: { id: string },
		options: CallOptions,
	): Promise<Answer<undefined>>;
	listOrgUsers(
		request: { id: string },
		options: CallOptions,
	): Promise<Answer<Listed<OrgUserRow>>>;
	getOrgUser(
		request: { id: string; userId: string },
		options: CallOptions,
	): Promise<Answer<OrgUserRow>>;
	createOrgUser(
		request: { id: string; userId: string; roleId: string },
		options: CallOptions,
	): Promise<Answer<OrgUserRow>>;
	deleteOrgUser(
		request: { id: string; userId: string },
		options: CallOptions,
	): Promise<Answer<undefined>>;
	listOrgProjects(
		request: { orgId: string },
		options: CallOptions,
	): Promise<Answer<Listed<ProjectRow>>>;
	listUserProjects(options: CallOptions): Promise<Answer<Listed<ProjectRow>>>;
	getProject(
		request: { id: string },
		options: CallOptions,
	): Promise<Answer<ProjectRow>>;
	createProject(
		request: { name: string; description: string; orgId: string },
		options: CallOptions,
	): Promise<Answer<ProjectRow>>;
	updateProject(
		request: { id: string; name: string; description: string },
		options: CallOptions,
	): Promise<Answer<ProjectRow>>;
	deleteProject(
		request: { id: string },
		options: CallOptions,
	): Promise<Answer<undefined>>;
	createUser(
		request: { email: string; name: string; password?: string },
		options: CallOptions,
	): Promise<Answer<UserRow>>;
	updateUser(
		request: { id: string; name: string; phone: string },
		options: CallOptions,
	): Promise<Answer<UserRow>>;
	getUser(
		request: { id: string },
		options: CallOptions,
	): Promise<Answer<UserRow>>;
	getUserByEmail(
		request: { email: string },
		options: CallOptions,
	): Promise<Answer<UserRow>>;
	getConfigs(
		options: CallOptions,
	): Promise<Answer<{ readonly roles: readonly RoleRow[] }>>;
	/** Frees connections; REST has none of its own. */
	close(): Promise<void>;
}

export interface OrgFields {
	readonly name: string;
	readonly description: string;
	readonly logoUrl: string;
}
