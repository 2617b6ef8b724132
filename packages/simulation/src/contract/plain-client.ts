import type {
	Answer,
	AuditRow,
	CallOptions,
	Engine,
	Listed,
	OrgRow,
	OrgUserRow,
	ProjectRow,
	RoleRow,
	StatusFailure,
	Tokens,
	UserRow,
} from "@engine-offline/sync";

/** A message as an ordinary library gives it: camelCase members, numbers as texts. */
export interface Plain {
	readonly [name: string]: unknown;
}

export type PlainAnswer =
	| { readonly ok: true; readonly message: Plain }
	| { readonly ok: false; readonly failure: StatusFailure };

/** One call of an ordinary client: the name of the rpc, its request, and whose bearer it carries. */
export type PlainCall = (
	rpc: string,
	request: Readonly<Record<string, string>>,
	bearer?: string,
) => Promise<PlainAnswer>;

/** The port over a client that is not ours, to hold ours beside. It knows nothing of deadlines, bad rows or lost answers. */
export function plainEngine(call: PlainCall, close: () => void): Engine {
	const { one, own } = askersOf(call);
	return {
		address: "an ordinary client",
		auth: {
			signInWithEmail: one("SignInWithEmail", tokens),
			signInWithCustomToken: one("SignInWithCustomToken", tokens),
			refreshToken: one("RefreshToken", tokens),
		},
		listOrgs: own("ListOrgs", listOf("orgs", org)),
		getOrg: one("GetOrg", org),
		createOrg: (fields, options) =>
			one("CreateOrg", org)({ ...fields }, options),
		updateOrg: (fields, options) =>
			one("UpdateOrg", org)({ ...fields }, options),
		deleteOrg: one("DeleteOrg", nothing),
		listOrgUsers: one("ListOrgUsers", orgUsers),
		getOrgUser: one("GetOrgUser", orgUser(false)),
		createOrgUser: one("CreateOrgUser", orgUser(false)),
		deleteOrgUser: one("DeleteOrgUser", nothing),
		listOrgProjects: one("ListOrgProjects", listOf("projects", project)),
		listUserProjects: own("ListUserProjects", listOf("projects", project)),
		getProject: one("GetProject", project),
		createProject: one("CreateProject", project),
		updateProject: one("UpdateProject", project),
		deleteProject: one("DeleteProject", nothing),
		createUser: one("CreateUser", user),
		updateUser: one("UpdateUser", user),
		getUser: one("GetUser", user),
		getUserByEmail: one("GetUserByEmail", user),
		getConfigs: own("GetConfigs", configs),
		close: async () => close(),
	};
}

type Request = Readonly<Record<string, string | undefined>>;

type SomeOptions = Omit<CallOptions, "bearer"> &
	Partial<Pick<CallOptions, "bearer">>;

/** `one` asks with a request, `own` with a bearer alone. */
function askersOf(call: PlainCall) {
	const ask = async <Row>(
		[rpc, read]: readonly [string, (message: Plain) => Row],
		request: Request,
		options: SomeOptions | undefined,
	): Promise<Answer<Row>> => {
		const fields = Object.entries(request).filter(([, v]) => v !== undefined);
		// Only fields without a value were left out.
		const sent = Object.fromEntries(fields) as Record<string, string>;
		const answer = await call(rpc, sent, options?.bearer);
		return answer.ok ? { ok: true, value: read(answer.message) } : answer;
	};
	return {
		one:
			<Row>(rpc: string, read: (message: Plain) => Row) =>
			(request: Request, options?: SomeOptions) =>
				ask([rpc, read], request, options),
		own:
			<Row>(rpc: string, read: (message: Plain) => Row) =>
			(options: SomeOptions) =>
				ask([rpc, read], {}, options),
	};
}

const text = (message: Plain, name: string) => String(message[name] ?? "");
// What an ordinary library gives for a message is a message, and for a repeated field an array of them.
const inner = (message: Plain, name: string) => (message[name] ?? {}) as Plain;
const rows = (message: Plain, name: string) => (message[name] ?? []) as Plain[];

const nothing = () => undefined;

function listOf<Row>(name: string, read: (row: Plain) => Row) {
	return (message: Plain): Listed<Row> => whole(rows(message, name).map(read));
}

function whole<Row>(found: readonly Row[]): Listed<Row> {
	return { rows: found, invalid: [], unreadable: 0 };
}

function orgUsers(message: Plain): Listed<OrgUserRow> {
	return whole([
		...rows(message, "orgUsers").map(orgUser(false)),
		...rows(message, "externalUsers").map(orgUser(true)),
	]);
}

function audit(message: Plain): AuditRow {
	const created = inner(inner(message, "audit"), "created");
	const updated = inner(inner(message, "audit"), "updated");
	return {
		mark: text(updated, "timestamp"),
		createdMark: text(created, "timestamp"),
		createdBy: text(inner(created, "by"), "id"),
		updatedBy: text(inner(updated, "by"), "id"),
	};
}

function org(message: Plain): OrgRow {
	return {
		id: text(message, "id"),
		name: text(message, "name"),
		description: text(message, "description"),
		logoUrl: text(message, "logoUrl"),
		subscriptionId: text(message, "subscriptionId"),
		audit: audit(message),
	};
}

function project(message: Plain): ProjectRow {
	const parent = inner(message, "org");
	return {
		id: text(message, "id"),
		name: text(message, "name"),
		description: text(message, "description"),
		org: { id: text(parent, "id"), name: text(parent, "name") },
		audit: audit(message),
	};
}

function user(message: Plain): UserRow {
	return {
		id: text(message, "id"),
		displayName: text(message, "displayName"),
		email: text(message, "email"),
		photoUrl: text(message, "photoUrl"),
		phone: text(message, "phone"),
		status: text(message, "status"),
	};
}

const orgUser =
	(external: boolean) =>
	(message: Plain): OrgUserRow => ({
		user: user(inner(message, "user")),
		role: text(message, "role"),
		external,
	});

function configs(message: Plain) {
	return { roles: rows(message, "roles").map(role) };
}

function role(message: Plain): RoleRow {
	// A repeated field of texts.
	const permissions = (message.permissions ?? []) as string[];
	return { id: text(message, "id"), name: text(message, "name"), permissions };
}

function tokens(message: Plain): Tokens {
	return {
		token: text(message, "token"),
		refreshToken: text(message, "refreshToken"),
		expiresInMs: Number(text(message, "expiresIn")) * 1_000,
	};
}
