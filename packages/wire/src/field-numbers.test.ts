import {
	create,
	type DescMessage,
	fromBinary,
	type MessageInitShape,
	toBinary,
} from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import {
	AuditSchema,
	CreateProjectRequestSchema,
	CreateUserRequestSchema,
	ErrorInfoSchema,
	GetConfigsResponseSchema,
	ListCustomTokensResponseSchema,
	ListOrgProjectsResponseSchema,
	ListOrgsResponseSchema,
	ListOrgUsersResponseSchema,
	ListProjectUsersResponseSchema,
	ListUsageSummariesResponseSchema,
	OrgSchema,
	ProjectSchema,
	RetryInfoSchema,
	RoleSchema,
	StatusSchema,
	SuggestionInfoSchema,
	TokenResponseSchema,
	UserSchema,
} from "./index.js";

/** A field that holds a text of one letter, or other bytes, as it stands on the wire: tag, length, bytes. */
const text = (tag: string, letter: string) => `${tag} 01 ${hexOf(letter)}`;
const hexOf = (letter: string) =>
	letter.charCodeAt(0).toString(16).padStart(2, "0");
const inside = (tag: string, ...parts: string[]) => {
	const hex = parts.join(" ");
	const length = hex === "" ? 0 : hex.split(" ").length;
	return `${tag} ${length.toString(16).padStart(2, "0")}${hex && ` ${hex}`}`;
};

/** Tags by hand: (field number << 3) | wire type, 2 for texts and messages, 0 for numbers. */
const [f1, f2, f3, f4, f5, f6] = ["0a", "12", "1a", "22", "2a", "32"] as const;
const f7 = "3a";
const f8 = "42";
/** 999 << 3 | 2 = 7994 = 0x1f3a, 1000 << 3 | 2 = 8002 = 0x1f42, seven bits at a time. */
const f999 = "ba 3e";
const f1000 = "c2 3e";

const user = { id: "i", displayName: "d", email: "e" };
const userBytes = [text(f1, "i"), text(f2, "d"), text(f3, "e")];
const stats = { k: "v" };
const statsBytes = inside(f999, text(f1, "k"), text(f2, "v"));
/** 300 = 0xac 0x02 as a varint. */
const audit = {
	created: { timestamp: "300", by: { id: "a", name: "b" } },
	updated: { timestamp: "1" },
};
const by = inside(f2, text(f1, "a"), text(f2, "b"));
const auditBytes = [inside(f1, "08 ac 02", by), inside(f2, "08 01")];

function row<Schema extends DescMessage>(
	schema: Schema,
	init: MessageInitShape<Schema>,
	bytes: readonly string[],
) {
	const ours = create(schema, init);
	return {
		name: schema.typeName,
		bytes: bytes.join(" "),
		written: () => toHex(toBinary(schema, ours)),
		readAgain: (hex: string) =>
			toHex(toBinary(schema, fromBinary(schema, toBytes(hex)))),
	};
}

const toHex = (bytes: Uint8Array) =>
	(Buffer.from(bytes).toString("hex").match(/../g) ?? []).join(" ");
const toBytes = (hex: string) => Buffer.from(hex.replaceAll(" ", ""), "hex");

test.each([
	row(
		OrgSchema,
		{
			id: "i",
			name: "n",
			description: "d",
			logoUrl: "l",
			subscriptionId: "s",
			stats,
			audit,
		},
		[
			text(f1, "i"),
			text(f2, "n"),
			text(f3, "d"),
			text(f4, "l"),
			text(f5, "s"),
			statsBytes,
			inside(f1000, ...auditBytes),
		],
	),
	row(
		ProjectSchema,
		{
			id: "i",
			name: "n",
			description: "d",
			org: { id: "o", name: "p" },
			config: { cluster: "c", storage: "s" },
			stats,
			audit,
		},
		[
			text(f1, "i"),
			text(f2, "n"),
			text(f3, "d"),
			inside(f7, text(f1, "o"), text(f2, "p")),
			inside(f8, text(f1, "c"), text(f2, "s")),
			statsBytes,
			inside(f1000, ...auditBytes),
		],
	),
	row(UserSchema, { ...user, photoUrl: "p", phone: "h", status: "s" }, [
		...userBytes,
		text(f4, "p"),
		text(f5, "h"),
		text(f6, "s"),
	]),
	row(AuditSchema, audit, auditBytes),
	row(ListOrgsResponseSchema, { orgs: [{ id: "a" }, { id: "b" }] }, [
		inside(f1, text(f1, "a")),
		inside(f1, text(f1, "b")),
	]),
	row(
		ListOrgUsersResponseSchema,
		{ orgUsers: [{ user, role: "r" }], externalUsers: [{ role: "x" }] },
		[
			inside(f1, inside(f1, ...userBytes), text(f2, "r")),
			inside(f2, text(f2, "x")),
		],
	),
	row(ListOrgProjectsResponseSchema, { projects: [{ id: "p" }] }, [
		inside(f1, text(f1, "p")),
	]),
	row(ListProjectUsersResponseSchema, { projectUsers: [{ user, role: "r" }] }, [
		inside(f1, inside(f1, ...userBytes), text(f2, "r")),
	]),
	row(
		ListUsageSummariesResponseSchema,
		{ usageSummaries: [{ metric: "m", usage: "300", quota: "-1" }] },
		// -1 as a varint is ten bytes of ones.
		[inside(f1, text(f1, "m"), "10 ac 02", "18 ff ff ff ff ff ff ff ff ff 01")],
	),
	row(CreateProjectRequestSchema, { name: "n", description: "d", orgId: "o" }, [
		text(f1, "n"),
		text(f2, "d"),
		text(f3, "o"),
	]),
	row(
		CreateUserRequestSchema,
		{ email: "e", password: "p", name: "n", phone: "h", organization: "o" },
		[text(f1, "e"), text(f2, "p"), text(f3, "n"), text(f4, "h"), text(f5, "o")],
	),
	row(TokenResponseSchema, { token: "t", refreshToken: "r", expiresIn: "9" }, [
		text(f1, "t"),
		text(f2, "r"),
		text(f3, "9"),
	]),
	row(ListCustomTokensResponseSchema, { customTokens: [{ token: "t" }] }, [
		inside(f1, text(f1, "t")),
	]),
	row(RoleSchema, { id: "i", name: "n", permissions: ["p", "q"] }, [
		text(f1, "i"),
		text(f2, "n"),
		text(f3, "p"),
		text(f3, "q"),
	]),
	row(
		GetConfigsResponseSchema,
		{
			roles: [{ id: "r" }],
			permissions: [{ id: "i", name: "n", action: "a", resource: "r" }],
		},
		[
			inside(f1, text(f1, "r")),
			inside(f2, text(f1, "i"), text(f2, "n"), text(f3, "a"), text(f4, "r")),
		],
	),
	row(StatusSchema, { code: 7, message: "m", details: [{ typeUrl: "t" }] }, [
		"08 07",
		text(f2, "m"),
		inside(f3, text(f1, "t")),
	]),
	row(ErrorInfoSchema, { reason: "r", domain: "d", metadata: { k: "v" } }, [
		text(f1, "r"),
		text(f2, "d"),
		inside(f3, text(f1, "k"), text(f2, "v")),
	]),
	row(RetryInfoSchema, { retryDelay: { seconds: 7n, nanos: 5 } }, [
		inside(f1, "08 07", "10 05"),
	]),
	row(SuggestionInfoSchema, { suggestion: "s" }, [text(f1, "s")]),
])("[WI1] $name is on the wire as written by hand", (example) => {
	expect(example.written()).toBe(example.bytes);
	expect(example.readAgain(example.bytes)).toBe(example.bytes);
});
