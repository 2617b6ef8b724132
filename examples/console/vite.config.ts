import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";
import { type ManifestOptions, VitePWA } from "vite-plugin-pwa";

const manifest: Partial<ManifestOptions> = {
	name: "Engine console",
	short_name: "Engine",
	description: "Orgs, projects and people, with or without a network.",
	display: "standalone",
	background_color: "#f6f7f6",
	theme_color: "#0b6e5f",
	icons: [
		{ src: "icon-192.png", sizes: "192x192", type: "image/png" },
		{ src: "icon-512.png", sizes: "512x512", type: "image/png" },
		{
			src: "icon-512.png",
			sizes: "512x512",
			type: "image/png",
			purpose: "maskable",
		},
	],
};

export default defineConfig({
	plugins: [
		react(),
		// Keeps the page itself on the device, so that it opens with no network. What it shows is the store's.
		VitePWA({ registerType: "prompt", manifest }),
	],
	resolve: {
		// The packages of this workspace are taken from their source: nothing has to be built first.
		conditions: ["@engine-offline/source", ...defaultClientConditions],
		dedupe: ["rxjs", "react", "react-dom"],
	},
	server: { host: "127.0.0.1", port: 5173 },
	preview: { host: "127.0.0.1", port: 5173 },
	build: { target: "es2022", chunkSizeWarningLimit: 1000 },
});
