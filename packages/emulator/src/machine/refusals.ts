import type { Context, Refusal } from "./context.js";
import { type CodeName, createStatus, type StatusOptions } from "./status.js";

export function refuse(code: CodeName, options: StatusOptions): Refusal {
	return { refusal: createStatus(code, options) };
}

export type ThingKind = "org" | "project" | "user" | "membership" | "token";

export function notFound(kind: ThingKind, id: string): Refusal {
	return refuse("NOT_FOUND", {
		reason: "NOT_FOUND",
		message: `There is no ${kind} ${JSON.stringify(id)}.`,
		metadata: { kind, id },
	});
}

/** The answer about a thing that is there but not for this caller. */
export function hidden(context: Context, kind: ThingKind, id: string): Refusal {
	if (context.quirks.hiddenThings === "notFound") return notFound(kind, id);
	return denied(`see this ${kind}`);
}

export function denied(action: string): Refusal {
	return refuse("PERMISSION_DENIED", {
		reason: "ROLE_NOT_SUFFICIENT",
		message: `Your role does not allow you to ${action}.`,
		suggestion: "Ask an owner to do it, or to give you a role that may.",
	});
}

export function invalid(
	reason: string,
	message: string,
	field: string,
): Refusal {
	return refuse("INVALID_ARGUMENT", { reason, message, metadata: { field } });
}

export function viewOnly(orgId: string): Refusal {
	return refuse("FAILED_PRECONDITION", {
		reason: "ORG_VIEW_ONLY",
		message: "The trial of this org has ended, so it can only be viewed.",
		suggestion: "Choose a plan for the org, then try again.",
		metadata: { org_id: orgId },
	});
}

export function activeSubscription(orgId: string): Refusal {
	return refuse("FAILED_PRECONDITION", {
		reason: "ACTIVE_SUBSCRIPTION",
		message: "An org with an active subscription cannot be deleted.",
		suggestion: "Cancel the subscription of the org first.",
		metadata: { org_id: orgId },
	});
}

export function lastOwner(of: "org" | "project"): Refusal {
	return refuse("FAILED_PRECONDITION", {
		reason: "LAST_OWNER",
		message: `The last owner of ${of === "org" ? "an org" : "a project"} cannot be removed.`,
		suggestion: "Make somebody else an owner first.",
	});
}

export function quotaReached(metric: string, quota: number): Refusal {
	return refuse("RESOURCE_EXHAUSTED", {
		reason: "QUOTA_REACHED",
		message: `The plan allows ${quota} ${metric} and no more.`,
		suggestion: `Remove some ${metric}, or choose a larger plan.`,
		metadata: { metric, quota: String(quota) },
	});
}

export function alreadyMember(of: "org" | "project"): Refusal {
	return refuse("ALREADY_EXISTS", {
		reason: "ALREADY_MEMBER",
		message: `This user is already a member of the ${of}.`,
		suggestion: "To give another role, remove the member and add it again.",
	});
}

export function emailTaken(email: string): Refusal {
	return refuse("ALREADY_EXISTS", {
		reason: "EMAIL_EXISTS",
		message: `The e-mail ${email} is already registered.`,
		suggestion: "Add the existing user instead of creating one.",
		metadata: { email },
	});
}

export function unauthenticated(
	reason:
		| "NO_TOKEN"
		| "INVALID_TOKEN"
		| "TOKEN_EXPIRED"
		| "INVALID_CREDENTIALS",
	message: string,
): Refusal {
	return refuse("UNAUTHENTICATED", { reason, message });
}

export function internalError(errorNumber: string): Refusal {
	return refuse("INTERNAL", {
		reason: "INTERNAL_ERROR",
		message: "Something went wrong inside the Engine.",
		metadata: { error_number: errorNumber },
	});
}
