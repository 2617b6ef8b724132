import type { OrgUser } from "@engine-offline/core";
import { memo } from "react";
import {
	Failure,
	StateMark,
	StateSentence,
	UndoButton,
} from "../parts/state-mark.js";
import { useDevice } from "../react/app-context.js";
import { useAction } from "../react/use-action.js";
import { useNotify } from "../react/use-notice.js";
import { usePending } from "../react/use-pending.js";
import { roleWords } from "../words/role-words.js";

interface MemberRowProps {
	readonly person: OrgUser;
	/** Why nobody can be removed, if so. */
	readonly whyNot: string | undefined;
}

export const MemberRow = memo(function MemberRow(props: MemberRowProps) {
	const { person } = props;
	const { store } = useDevice();
	const { displayName, email, id } = person.user;
	return (
		<li className="row">
			<div className="grow">
				<span className="name">{displayName || email}</span>{" "}
				<span className="badge">{roleWords(person.role)}</span>{" "}
				{id !== "" && id === store.identity.userId && (
					<span className="badge">You</span>
				)}{" "}
				{person.external && <span className="badge">External</span>}{" "}
				{person.user.invited && <span className="badge">Invited</span>}{" "}
				<StateMark of={person} />
				{displayName !== "" && <p className="quiet">{email}</p>}
				<StateSentence of={person} />
			</div>
			<MemberButtons {...props} />
		</li>
	);
});

function MemberButtons({ person, whyNot }: MemberRowProps) {
	const notify = useNotify();
	const action = useAction();
	const pending = usePending("members", person.id);
	const name = person.user.displayName || person.user.email;
	const remove = async () => {
		const change = await person.remove();
		notify({ text: `${name} is removed here.`, undo: () => change.revert() });
	};
	return (
		<div className="buttons">
			<UndoButton change={pending} label={name} />
			<button
				type="button"
				aria-label={`Remove ${name}`}
				title={whyNot}
				disabled={action.busy || whyNot !== undefined}
				onClick={() => action.run(remove)}
			>
				Remove
			</button>
			<Failure of={action.error} />
		</div>
	);
}
