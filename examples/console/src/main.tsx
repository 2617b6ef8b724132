import { systemEnvironment } from "@engine-offline/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createConsoleApp } from "./device/console-app.js";
import { createNetwork } from "./device/network.js";
import { keepPage } from "./device/page-updates.js";
import { AppContext } from "./react/app-context.js";
import "./styles/index.css";
import { ErrorBoundary } from "./parts/error-boundary.js";
import { Root } from "./views/root.js";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element #root.");

const app = createConsoleApp(createNetwork(systemEnvironment()), keepPage());
createRoot(root).render(
	<StrictMode>
		<ErrorBoundary>
			<AppContext value={app}>
				<Root />
			</AppContext>
		</ErrorBoundary>
	</StrictMode>,
);
await app.resume();
