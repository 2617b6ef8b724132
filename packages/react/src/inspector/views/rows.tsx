import type { ReactNode } from "react";

export interface RowsProps<Row> {
	readonly rows: readonly Row[];
	readonly keyOf: (row: Row) => string | number;
	/** Said when there is none. */
	readonly none: string;
	readonly children: (row: Row) => ReactNode;
}

/** A list, or a sentence that says that there is nothing. */
export function Rows<Row>({ rows, keyOf, none, children }: RowsProps<Row>) {
	if (rows.length === 0) return <p>{none}</p>;
	return (
		<ul className="rows">
			{rows.map((row) => (
				<li key={keyOf(row)}>{children(row)}</li>
			))}
		</ul>
	);
}

/** Names and values, those that are empty left out. */
export function Facts({
	of,
}: {
	readonly of: Readonly<Record<string, ReactNode>>;
}) {
	return (
		<dl>
			{Object.entries(of)
				.filter(([, value]) => value !== "" && value !== undefined)
				.map(([name, value]) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>{value}</dd>
					</div>
				))}
		</dl>
	);
}
