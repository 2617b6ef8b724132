import * as z from "zod";

const fields = z.record(z.string(), z.string());

/** What a person should look at, kept in the document that it concerns. */
export const issueSchema = z.strictObject({
	/** Deterministic within the document. */
	id: z.string(),
	kind: z.enum([
		"refused",
		"contested",
		"gone",
		"possible-duplicate",
		"ignored",
	]),
	change: z.enum(["create", "update", "delete"]),
	/** The last local edit that the issue is about. */
	edit: z.number(),
	/** The contested field, else ''. */
	field: z.string(),
	/** gRPC code by name, or ''. */
	code: z.string(),
	reason: z.string(),
	message: z.string(),
	suggestion: z.string(),
	base: fields.nullable(),
	mine: fields.nullable(),
	theirs: fields.nullable(),
	/** Remote ids that may be the same thing (possible-duplicate). */
	candidates: z.array(z.string()),
	/** Wall clock in ms, for sorting and showing. */
	at: z.number(),
});

export type DocumentIssue = Readonly<z.infer<typeof issueSchema>>;
export type IssueKind = DocumentIssue["kind"];

const blank = {
	field: "",
	code: "",
	reason: "",
	message: "",
	suggestion: "",
	base: null,
	mine: null,
	theirs: null,
	candidates: [],
} as const;

/** An issue with everything that is not given left empty, and its id made from what it is about. */
export function createIssue(
	given: Pick<DocumentIssue, "kind" | "change" | "edit" | "at"> &
		Partial<DocumentIssue>,
): DocumentIssue {
	const field = given.field ?? "";
	const id = [given.kind, given.change, field, given.edit].join(":");
	return { ...blank, candidates: [], id, ...given };
}

/** `issues` with `issue` in it, in place of one with the same id. */
export function withIssue(
	issues: readonly DocumentIssue[],
	issue: DocumentIssue,
): DocumentIssue[] {
	return [...issues.filter((other) => other.id !== issue.id), issue];
}
