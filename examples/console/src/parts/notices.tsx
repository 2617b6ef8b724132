import { type ReactNode, useEffect, useState } from "react";
import { type Notice, NotifyContext } from "../react/use-notice.js";
import { messageOf } from "../words/error-words.js";

const shownMs = 15_000;

/** Shows the last notice until it is closed, the next one comes, or it is old. Undo stays on the waiting page. */
export function Notices({ children }: { readonly children: ReactNode }) {
	const [notice, setNotice] = useState<Notice>();
	useEffect(() => {
		if (notice === undefined) return;
		const timer = setTimeout(() => setNotice(undefined), shownMs);
		return () => clearTimeout(timer);
	}, [notice]);
	return (
		<NotifyContext value={setNotice}>
			{children}
			<div role="status" className="notices">
				{notice && <NoticeBar notice={notice} replace={setNotice} />}
			</div>
		</NotifyContext>
	);
}

function NoticeBar({
	notice,
	replace,
}: {
	readonly notice: Notice;
	readonly replace: (next: Notice | undefined) => void;
}) {
	const { text, undo } = notice;
	const takeBack = async () => {
		try {
			await undo?.();
			replace(undefined);
		} catch (error) {
			replace({ text: messageOf(error) });
		}
	};
	return (
		<div className="notice">
			<span>{text}</span>
			{undo && (
				<button type="button" onClick={takeBack}>
					Undo
				</button>
			)}
			<button
				type="button"
				aria-label="Close this message"
				onClick={() => replace(undefined)}
			>
				Close
			</button>
		</div>
	);
}
