import type { Emulator } from "@engine-offline/emulator";

const writes = [
	"UpdateOrg",
	"DeleteOrg",
	"CreateOrgUser",
	"DeleteOrgUser",
	"CreateProject",
	"UpdateProject",
	"CreateUser",
] as const;

/**
 * From now on connections break. The first answer to a new project is lost for certain; of all writes, a third take
 * place without an answer, and of the rest a fifth do not take place at all. A device cannot tell one from the other.
 */
export function loseAnswers({ control }: Emulator): void {
	control.misbehave({
		on: { rpc: "CreateProject" },
		times: 1,
		do: { kind: "dropAfter" },
	});
	control.misbehave({
		on: { rpc: writes },
		share: 1 / 3,
		do: { kind: "dropAfter" },
	});
	control.misbehave({
		on: { rpc: writes },
		share: 1 / 5,
		do: { kind: "dropBefore" },
	});
}

/** How many answers were lost so far, and how many requests before they took place. */
export function countLost({ control }: Emulator) {
	const befell = (kind: "dropAfter" | "dropBefore") =>
		control
			.requests()
			.filter(({ misbehaviours }) => misbehaviours.includes(kind)).length;
	return { answers: befell("dropAfter"), requests: befell("dropBefore") };
}
