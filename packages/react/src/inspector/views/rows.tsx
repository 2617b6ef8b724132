import type { ReactNode } from "react";

export interface RowsProps<Row> {
	readonly rows: readonly Row[];
	readonly keyOf: (row: Row) => string | number;
	/** Said when there is none. */
	readonly none: string;
	readonly children: (row: Row) => ReactNode;
}

/** The panel is drawn anew every second: so many rows and no more. */
export const shownRows = 200;

/** A list, or a sentence that says that there is nothing. */
export function Rows<Row>({ rows, keyOf, none, children }: RowsProps<Row>) {
	if (rows.length === 0) return <p>{none}</p>;
	const more = rows.length - shownRows;
	return (
		<>
			<ul className="rows">
				{rows.slice(0, shownRows).map((row) => (
					<li key={keyOf(row)}>{children(row)}</li>
				))}
			</ul>
			{more > 0 && <p>And {more} more.</p>}
		</>
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
