import { expect, it } from "vitest";
import { openScene } from "./fault-world.js";

/** A clock that moves with each look at it, so that moments fall due between two looks of one turn. */
function createJumpyClock(stepMs: number): () => number {
	let looks = 0;
	return () => performance.now() + ++looks * stepMs;
}

it.each([0.5, 3, 20])(
	"[N2] a change that waits for its moment is not forgotten when that comes while the loop turns (%s ms a look)",
	async (stepMs) => {
		const monotonic = createJumpyClock(stepMs);
		const { emulator, alpha } = await openScene({ environment: { monotonic } });
		for (const rpc of ["CreateUser", "CreateOrgUser"] as const)
			emulator.control.misbehave({
				on: { rpc },
				times: 2,
				do: { kind: "dropBefore" },
			});
		const made = await alpha.createUser({
			name: "Nora",
			email: "n@example.com",
		});
		expect(await made.change.settled()).toEqual({ kind: "accepted" });
		expect(emulator.control.mails()).toHaveLength(1);
	},
);
