/** What is under way, by key. One key, one task; a task that throws is reported, and never lost silently. */
export interface Tasks {
	readonly keys: ReadonlySet<string>;
	start(key: string, run: () => Promise<void>): void;
	/** Resolves when nothing is under way any more. */
	whenIdle(): Promise<void>;
}

export interface TaskSurroundings {
	/** Called after each task that did not throw. */
	readonly succeeded: () => void;
	/** Called after each task. */
	readonly ended: () => void;
	/** A bug, or storage that failed: what the task threw. */
	readonly failed: (key: string, error: unknown) => void;
}

export function createTasks(around: TaskSurroundings): Tasks {
	const running = new Map<string, Promise<void>>();
	const start = (key: string, run: () => Promise<void>) => {
		const task = run()
			.then(around.succeeded, (error: unknown) => around.failed(key, error))
			.finally(() => {
				running.delete(key);
				around.ended();
			});
		running.set(key, task);
	};
	return {
		get keys() {
			return new Set(running.keys());
		},
		start,
		whenIdle: async () => {
			while (running.size > 0) await Promise.all(running.values());
		},
	};
}
