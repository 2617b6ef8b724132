import type { OrgUser } from "@engine-offline/core";
import { usePendingOf, useSyncState } from "@engine-offline/react";
import { memo } from "react";
import { Failure } from "../parts/failure.js";
import { GuardedButton } from "../parts/guarded-button.js";
import { focusHeading } from "../parts/heading.js";
import { StateMark, StateSentence } from "../parts/state-mark.js";
import { UndoButton } from "../parts/undo-button.js";
import { useDevice } from "../react/app-context.js";
import { useAction } from "../react/use-action.js";
import { useNotify } from "../react/use-notice.js";
import { roleWords } from "../words/role-words.js";
import { GivePassword } from "./give-password.js";

interface MemberRowProps {
	readonly person: OrgUser;
	/** Why nobody can be removed, if so. */
	readonly whyNotRemove: string | undefined;
}

export const MemberRow = memo(function MemberRow(props: MemberRowProps) {
	const { person } = props;
	const { displayName, email } = person.user;
	const state = useSyncState(person);
	const needsPassword =
		state.state === "parked" && state.reason === "password-needed";
	return (
		<div className="row">
			<div className="grow">
				<span className="name">{displayName || email}</span>{" "}
				<Badges of={person} /> <StateMark of={person} />
				{displayName !== "" && <p className="quiet">{email}</p>}
				<StateSentence of={person} />
			</div>
			<MemberButtons {...props} />
			{needsPassword && <GivePassword person={person} />}
		</div>
	);
});

function Badges({ of: person }: { readonly of: OrgUser }) {
	const { store } = useDevice();
	const { id, invited } = person.user;
	const words = [
		roleWords(person.role),
		id !== "" && id === store.identity.userId ? "You" : "",
		person.external && roleWords(person.role) !== "External" ? "External" : "",
		invited ? "Invited" : "",
	];
	return words
		.filter((word) => word !== "")
		.map((word) => (
			<span key={word} className="badge">
				{word}
			</span>
		));
}

function MemberButtons({ person, whyNotRemove }: MemberRowProps) {
	const notify = useNotify();
	const action = useAction();
	const pending = usePendingOf({ collection: "members", id: person.id });
	const name = person.user.displayName || person.user.email;
	const remove = async () => {
		const change = await person.remove();
		focusHeading();
		notify({ text: `${name} is removed here.`, undo: () => change.revert() });
	};
	return (
		<div className="buttons">
			<UndoButton change={pending} label={name} />
			<GuardedButton
				aria-label={`Remove ${name}`}
				whyNot={whyNotRemove}
				disabled={action.busy}
				onClick={() => action.run(remove)}
			>
				Remove
			</GuardedButton>
			<Failure of={action.error} />
		</div>
	);
}
