import { expect, test } from "vitest";
import {
	nextSessionState,
	type SessionEvent,
	type SessionState,
} from "./session-state.js";

type StateName = SessionState["name"];
type EventName = SessionEvent["name"];

const states: { [Name in StateName]: Extract<SessionState, { name: Name }> } = {
	"signed-out": { name: "signed-out", why: "not-yet", message: "" },
	idle: { name: "idle", message: "" },
	"signing-in": { name: "signing-in" },
	"signed-in": { name: "signed-in", kept: "memory" },
	refreshing: { name: "refreshing" },
};

const events: { [Name in EventName]: Extract<SessionEvent, { name: Name }> } = {
	signInAsked: { name: "signInAsked" },
	bearerWanted: { name: "bearerWanted" },
	rejected: { name: "rejected" },
	obtained: { name: "obtained", kept: "stored" },
	refused: { name: "refused", message: "no" },
	failed: { name: "failed", message: "lost" },
	putOff: { name: "putOff", kept: "memory" },
	signOutAsked: { name: "signOutAsked" },
};

/** `same`: the event does not concern this state. */
const expected: Record<StateName, Record<EventName, StateName | "same">> = {
	"signed-out": {
		signInAsked: "signing-in",
		bearerWanted: "same",
		rejected: "same",
		obtained: "same",
		refused: "same",
		failed: "same",
		putOff: "same",
		signOutAsked: "signed-out",
	},
	idle: {
		signInAsked: "signing-in",
		bearerWanted: "signing-in",
		rejected: "same",
		obtained: "same",
		refused: "same",
		failed: "same",
		putOff: "same",
		signOutAsked: "signed-out",
	},
	"signing-in": {
		signInAsked: "signing-in",
		bearerWanted: "same",
		rejected: "same",
		obtained: "signed-in",
		refused: "signed-out",
		failed: "idle",
		putOff: "same",
		signOutAsked: "signed-out",
	},
	"signed-in": {
		signInAsked: "signing-in",
		bearerWanted: "refreshing",
		rejected: "refreshing",
		obtained: "same",
		refused: "same",
		failed: "same",
		putOff: "same",
		signOutAsked: "signed-out",
	},
	refreshing: {
		signInAsked: "signing-in",
		bearerWanted: "same",
		rejected: "same",
		obtained: "signed-in",
		refused: "signed-out",
		failed: "idle",
		putOff: "signed-in",
		signOutAsked: "signed-out",
	},
};

const cases = Object.values(states).flatMap((state) =>
	Object.values(events).map((event) => ({ state, event })),
);

test.each(cases)("[SE1] $state.name on $event.name", ({ state, event }) => {
	const outcome = expected[state.name][event.name];
	const next = nextSessionState(state, event);
	if (outcome === "same") expect(next).toBe(state);
	else expect(next.name).toBe(outcome);
});

test("[SE1] a refusal and a failure carry their message, a success where the token is", () => {
	expect(nextSessionState(states["signing-in"], events.refused)).toEqual({
		name: "signed-out",
		why: "refused",
		message: "no",
	});
	expect(nextSessionState(states.refreshing, events.failed)).toEqual({
		name: "idle",
		message: "lost",
	});
	expect(nextSessionState(states.refreshing, events.obtained)).toEqual({
		name: "signed-in",
		kept: "stored",
	});
	expect(nextSessionState(states["signed-in"], events.signOutAsked)).toEqual({
		name: "signed-out",
		why: "asked",
		message: "",
	});
});
