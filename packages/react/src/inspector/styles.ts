/** The panel's own look. Colours have a contrast of at least 4.5 : 1 in both themes. */
export const styles = `
.engine-inspector {
	--ink: #1b1f24;
	--quiet: #57606a;
	--paper: #ffffff;
	--raised: #f3f5f7;
	--line: #c8ced5;
	--accent: #0b5cad;
	--on-accent: #ffffff;
	color-scheme: light;
	box-sizing: border-box;
	min-width: 0;
	color: var(--ink);
	background: var(--paper);
	font: 14px/1.45 system-ui, sans-serif;
	padding: 12px;
	overflow-wrap: anywhere;
}
@media (prefers-color-scheme: dark) {
	.engine-inspector:not([data-theme="light"]) {
		--ink: #e8ebef;
		--quiet: #a9b3be;
		--paper: #15181c;
		--raised: #20252b;
		--line: #3d454e;
		--accent: #7cb8ff;
		--on-accent: #10141a;
		color-scheme: dark;
	}
}
.engine-inspector[data-theme="dark"] {
	--ink: #e8ebef;
	--quiet: #a9b3be;
	--paper: #15181c;
	--raised: #20252b;
	--line: #3d454e;
	--accent: #7cb8ff;
	--on-accent: #10141a;
	color-scheme: dark;
}
.engine-inspector *, .engine-inspector *::before { box-sizing: inherit; }
.engine-inspector h2 { font-size: 16px; margin: 0; }
.engine-inspector h3 { font-size: 14px; margin: 0 0 4px; }
.engine-inspector p { margin: 8px 0; }
.engine-inspector header, .engine-inspector form {
	display: flex;
	flex-wrap: wrap;
	gap: 8px;
	align-items: center;
	margin-bottom: 8px;
}
.engine-inspector header h2 { flex: 1 1 auto; }
.engine-inspector .quiet { color: var(--quiet); flex-basis: 100%; }
.engine-inspector .answer {
	font-weight: 400;
	background: var(--raised);
	border: 1px solid var(--line);
	border-radius: 4px;
	padding: 0 6px;
}
.engine-inspector button, .engine-inspector input, .engine-inspector select {
	font: inherit;
	color: inherit;
	background: var(--raised);
	border: 1px solid var(--line);
	border-radius: 6px;
	padding: 4px 10px;
	min-height: 32px;
	max-width: 100%;
}
.engine-inspector button { cursor: pointer; }
.engine-inspector button:hover { border-color: var(--accent); }
.engine-inspector :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.engine-inspector [role="tablist"] { display: flex; flex-wrap: wrap; gap: 4px; }
.engine-inspector [role="tab"][aria-selected="true"] {
	background: var(--accent);
	border-color: var(--accent);
	color: var(--on-accent);
}
.engine-inspector [role="tabpanel"] { margin-top: 12px; max-height: 60vh; overflow: auto; }
.engine-inspector .rows { list-style: none; margin: 0; padding: 0; }
.engine-inspector .rows > li { border-top: 1px solid var(--line); padding: 8px 2px; }
.engine-inspector dl { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 0; }
.engine-inspector dl > div { display: flex; gap: 6px; min-width: 0; }
.engine-inspector dt { color: var(--quiet); flex: none; }
.engine-inspector dd { margin: 0; min-width: 0; }
.engine-inspector .rows button { margin-top: 6px; }
.engine-inspector pre {
	background: var(--raised);
	border: 1px solid var(--line);
	border-radius: 6px;
	margin: 0;
	padding: 8px;
	overflow: auto;
	white-space: pre-wrap;
	font: 12px/1.5 ui-monospace, monospace;
}
`;
