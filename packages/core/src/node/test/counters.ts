import type { RxJsonSchema } from "rxdb";

export interface Counter {
	id: string;
	count: number;
	text: string;
}

const schema: RxJsonSchema<Counter> = {
	version: 0,
	primaryKey: "id",
	type: "object",
	properties: {
		id: { type: "string", maxLength: 10 },
		count: { type: "number" },
		text: { type: "string" },
	},
	required: ["id", "count", "text"],
};

export const counterCollections = { left: { schema }, right: { schema } };
