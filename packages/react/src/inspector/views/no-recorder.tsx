/** Said where events would be. */
export function NoRecorder() {
	return (
		<p>
			Nobody records here. Make a flight recorder with createFlightRecorder(),
			and give it to this panel.
		</p>
	);
}
