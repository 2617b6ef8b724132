/** What the storage met and dealt with, told to whoever asked for it. */
export type Finding =
	/** A crash cut the last write short; it was never acknowledged. */
	| {
			readonly kind: "tail-cut";
			readonly place: string;
			readonly bytes: number;
	  }
	/** The log could not be shortened, for example on a full disk. Nothing is lost; it is tried again later. */
	| {
			readonly kind: "fold-failed";
			readonly place: string;
			readonly cause: unknown;
	  };

export type Report = (finding: Finding) => void;

/** An error in the app's own function must not stop a write or an opening: it surfaces by itself. */
export const reportLater =
	(report: Report): Report =>
	(finding) =>
		queueMicrotask(() => report(finding));
