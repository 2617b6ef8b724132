import { createRoot, type Root } from "react-dom/client";
import { Inspector, type InspectorProps } from "./inspector.js";

/** What `<engine-inspector>` is given, as properties of the element. */
export type InspectorElement = HTMLElement & {
	-readonly [Name in keyof InspectorProps]: InspectorProps[Name];
};

/**
 * Registers `<engine-inspector>` (or another name) for pages without React; doing so twice is doing so once. Set its
 * properties `store`, `replicator`, `recorder` and `theme`; with none of them it opens recordings.
 */
export function defineInspector(name = "engine-inspector"): void {
	if (customElements.get(name) === undefined)
		customElements.define(name, elementClass());
}

const names = ["store", "replicator", "recorder", "theme"] as const;

/** Made here, since a server has no HTMLElement to extend. */
function elementClass(): CustomElementConstructor {
	return class extends HTMLElement {
		#props: InspectorProps = {};
		#root: Root | undefined;

		connectedCallback(): void {
			// What was set before the element was defined hides the setters.
			for (const name of names) {
				const given = Object.getOwnPropertyDescriptor(this, name)?.value;
				if (given === undefined) continue;
				Reflect.deleteProperty(this, name);
				Reflect.set(this, name, given);
			}
			const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
			this.#root ??= createRoot(shadow);
			this.#draw();
		}

		disconnectedCallback(): void {
			this.#root?.unmount();
			this.#root = undefined;
		}

		get store() {
			return this.#props.store;
		}
		set store(store) {
			this.#give({ store });
		}
		get replicator() {
			return this.#props.replicator;
		}
		set replicator(replicator) {
			this.#give({ replicator });
		}
		get recorder() {
			return this.#props.recorder;
		}
		set recorder(recorder) {
			this.#give({ recorder });
		}
		get theme() {
			return this.#props.theme;
		}
		set theme(theme) {
			this.#give({ theme });
		}

		#give(given: InspectorProps): void {
			this.#props = { ...this.#props, ...given };
			this.#draw();
		}

		#draw(): void {
			this.#root?.render(<Inspector {...this.#props} />);
		}
	};
}
