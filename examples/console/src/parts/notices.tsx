import { type ReactNode, useCallback, useEffect, useState } from "react";
import { type Notice, NotifyContext } from "../react/use-notice.js";
import { useHash } from "../react/use-route.js";
import { messageOf } from "../words/error-words.js";

const shownMs = 15_000;

interface Shown {
	readonly notice: Notice;
	/** The page it was said on: on another one it would only cover what is there. */
	readonly hash: string;
}

/** Shows the last notice until it is closed, the next one comes, it is old, or another page is shown. */
export function Notices({ children }: { readonly children: ReactNode }) {
	const [shown, setShown] = useState<Shown>();
	const hash = useHash();
	useEffect(() => {
		if (shown === undefined) return;
		const timer = setTimeout(() => setShown(undefined), shownMs);
		return () => clearTimeout(timer);
	}, [shown]);
	const show = useCallback(
		(notice: Notice | undefined) =>
			setShown(notice && { notice, hash: location.hash }),
		[],
	);
	return (
		<NotifyContext value={show}>
			{children}
			<div role="status" className="notices">
				{shown?.hash === hash && (
					<NoticeBar notice={shown.notice} replace={show} />
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
