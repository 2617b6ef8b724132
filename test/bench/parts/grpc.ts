import type { Part } from "../part.js";
import { measureTransports } from "./grpc-beside-rest.js";

/** gRPC beside REST, against one emulator in this process. */
export const measureGrpc: Part = async ({ quick }, show) => {
	const order = quick
		? { creates: 100, rows: 10_000, lists: 3 }
		: { creates: 1_000, rows: 10_000, lists: 9 };
	const transports = await measureTransports(order);
	show({
		title: `grpc: the transports take turns, each over one connection; ${order.creates} creates, ${order.lists} lists`,
		columns: Object.fromEntries(
			transports.map(({ name, creates, lists }) => [
				name,
				{ "one create": creates, [`a list of ${order.rows} rows`]: lists },
			]),
		),
	});
};
