import { type ReactNode, useMemo, useState } from "react";
import { type Notice, NotifyContext } from "../react/use-notice.js";
import { messageOf } from "../words/error-words.js";

/** Shows the last notice until it is closed or the next one comes. */
export function Notices({ children }: { readonly children: ReactNode }) {
	const [notice, setNotice] = useState<Notice>();
	const notify = useMemo(() => setNotice, []);
	return (
		<NotifyContext value={notify}>
			{children}
			<div role="status" className="notices">
				{notice && (
					<NoticeBar notice={notice} replace={(next) => setNotice(next)} />
				)}
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
