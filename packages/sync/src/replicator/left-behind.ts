import type { Replica } from "@engine-offline/core/replicate";
import type { Mirror } from "./mirror.js";
import type { Tasks } from "./tasks.js";

/**
 * Hides what is still shown of deleted orgs: whoever deleted them was killed, frozen, or had no room, before it
 * followed. The Engine is not needed for it.
 */
export function followLeftBehind(
	{ replica, mirror }: { readonly replica: Replica; readonly mirror: Mirror },
	tasks: Tasks,
): void {
	for (const { id, _deleted } of replica.listOpen("orgs")) {
		const key = `follow:${id}`;
		const isLeft = () =>
			(["projects", "members"] as const).some((name) =>
				mirror.children(name, id).some((child) => !child._deleted),
			);
		if (_deleted && !tasks.keys.has(key) && isLeft())
			tasks.start(key, () => replica.followOrgs([id]));
	}
}
