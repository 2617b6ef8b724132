/** Why something that a person started did not succeed; nothing for ''. */
export function Failure({ of }: { readonly of: string }) {
	return of === "" ? null : (
		<p className="failure" role="alert">
			{of}
		</p>
	);
}
