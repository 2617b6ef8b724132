import type { Answer, Failure } from "../engine.js";

/**
 * Takes secrets out of what a failure says, should the other side repeat them: its words are shown, stored in issues
 * and logged by apps. Shorter than four characters a secret is left, or every word would be torn.
 */
export function redact<Value>(
	answer: Answer<Value>,
	secrets: readonly (string | undefined)[],
): Answer<Value> {
	return answer.ok
		? answer
		: { ok: false, failure: redactFailure(answer.failure, secrets) };
}

function redactFailure(
	failure: Failure,
	secrets: readonly (string | undefined)[],
): Failure {
	const clean = (text: string) => withoutSecrets(text, secrets);
	const message = clean(failure.message);
	if (failure.kind !== "status") return { ...failure, message };
	const reason = clean(failure.reason);
	return {
		...failure,
		message,
		reason,
		suggestion: clean(failure.suggestion),
	};
}

function withoutSecrets(
	text: string,
	secrets: readonly (string | undefined)[],
): string {
	return secrets
		.filter((secret) => secret !== undefined && secret.length >= 4)
		.reduce<string>(
			(clean, secret) => clean.replaceAll(secret ?? "", "…"),
			text,
		);
}
