/** The one call that is used here; the package brings no types. */
declare module "@babel/core" {
	export function transformAsync(
		code: string,
		options: object,
	): Promise<{ readonly code?: string } | null>;
}
/** What the snippets of the README export. Each test imports those that it mounts. */
declare module "readme:store.ts" {
	import type { Store } from "@engine-offline/core";
	import type { Replicator } from "@engine-offline/sync";
	export const store: Store;
	export const replicator: Replicator;
}
declare module "readme:app.tsx" {
	import type { FunctionComponent } from "react";
	export const App: FunctionComponent;
}
declare module "readme:inspected.tsx" {
	import type { Store } from "@engine-offline/core";
	import type { Replicator } from "@engine-offline/sync";
	import type { FunctionComponent } from "react";
	export const Panel: FunctionComponent;
	export const store: Store;
	export const replicator: Replicator;
}
declare module "readme:element.ts" {
	export const panel: HTMLElement;
}
declare module "readme:org-list.vue" {
	import type { Component } from "vue";

	const component: Component;
	// biome-ignore lint/style/noDefaultExport: a single-file component has nothing else.
	export default component;
}
declare module "readme:org-list.svelte" {
	import type { Component } from "svelte";

	const component: Component;
	// biome-ignore lint/style/noDefaultExport: a single-file component has nothing else.
	export default component;
}
declare module "readme:org-list.jsx" {
	import type { JSX } from "solid-js";
	export function OrgList(): JSX.Element;
}
declare module "readme:org-list.component.ts" {
	import type { Type } from "@angular/core";
	export const OrgList: Type<unknown>;
}
declare module "readme:org-list.ts" {
	export function showOrgs(list: HTMLElement): () => void;
}
