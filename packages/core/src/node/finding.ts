/** What the storage met and dealt with, told to whoever asked for it. */
export type Finding =
	/** A crash cut the last write short; it was never acknowledged. */
	| { readonly kind: "tail-cut"; readonly file: string; readonly bytes: number }
	/**
	 * Records did not match their checksum. They were moved to `keptIn`; their documents are missing,
	 * or older than they were, and should be fetched again.
	 */
	| {
			readonly kind: "records-set-aside";
			readonly file: string;
			readonly keptIn: string;
			readonly records: number;
	  }
	/** The log could not be shortened, for example on a full disk. Nothing is lost; it is tried again later. */
	| {
			readonly kind: "fold-failed";
			readonly file: string;
			readonly cause: unknown;
	  };

export type Report = (finding: Finding) => void;
