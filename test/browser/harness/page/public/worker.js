/* Keeps the page itself, so that it starts with no network. Nothing of the store is here. */
const CACHE = "page";

addEventListener("install", (event) => event.waitUntil(skipWaiting()));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
	const { request } = event;
	const isPage = new URL(request.url).origin === location.origin;
	if (request.method === "GET" && isPage) event.respondWith(answer(request));
});

async function answer(request) {
	const cache = await caches.open(CACHE);
	try {
		const response = await fetch(request);
		await cache.put(request, response.clone());
		return response;
	} catch {
		const kept = await cache.match(request, { ignoreSearch: true });
		return kept ?? Response.error();
	}
}
