import { timed } from "../timing.js";

export interface ListOrder {
	readonly baseUrl: string;
	readonly email: string;
	readonly password: string;
}

/** Ms for all lists of projects over HTTP and through JSON.parse, nothing stored. */
export async function listAlone(order: ListOrder): Promise<number> {
	const post = await fetch(`${order.baseUrl}/api/v1/users:signInWithEmail`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ email: order.email, password: order.password }),
	});
	const { token } = await post.json();
	const get = (path: string) =>
		fetch(`${order.baseUrl}/api/v1${path}`, {
			headers: { authorization: `Bearer ${token}` },
		}).then((response) => response.json());
	const { orgs } = await get("/orgs");
	return timed(() =>
		Promise.all(
			orgs.map(({ id }: { id: string }) => get(`/orgs/${id}/projects`)),
		),
	);
}
