import { map, type Observable } from "rxjs";

/** A row that says the same as before stays the same object, so that only rows that changed are drawn again. */
export function keepRows<Row extends object>(
	rows$: Observable<readonly Row[]>,
	keyOf: (row: Row) => string,
): Observable<readonly Row[]> {
	let keptByKey = new Map<string, Kept<Row>>();
	return rows$.pipe(
		map((rows) => {
			const next = rows.map((row) => {
				const said = JSON.stringify(row);
				const known = keptByKey.get(keyOf(row));
				return known?.said === said ? known : { row, said };
			});
			keptByKey = new Map(next.map((kept) => [keyOf(kept.row), kept]));
			return next.map(({ row }) => row);
		}),
	);
}

interface Kept<Row> {
	readonly row: Row;
	/** All of its values; methods do not count. */
	readonly said: string;
}
