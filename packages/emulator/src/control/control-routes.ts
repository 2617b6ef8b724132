import type { Quirks } from "../machine/quirks.js";
import { type ControlRoute, controlRoute } from "./control-route.js";
import {
	accountBody,
	callBody,
	defined,
	expireBody,
	holdBody,
	newAccountBody,
	noBody,
	orgBody,
	quirksBody,
	releaseBody,
	roleBody,
} from "./http-schemas.js";
import { ruleSchema } from "./misbehaviour.js";

/** The control API as a table over the methods of Control. */
export const controlRoutes: readonly ControlRoute[] = [
	controlRoute("GET /accounts", noBody, ({ control }) => ({
		accounts: control.accounts(),
	})),
	controlRoute("POST /accounts", newAccountBody, ({ control, body }) =>
		control.createAccount(defined(body)),
	),
	controlRoute("GET /accounts/{who}", noBody, ({ control, at }) =>
		control.account(at("who")),
	),
	controlRoute("PATCH /accounts/{who}", accountBody, ({ control, at, body }) =>
		control.changeAccount(at("who"), defined(body)),
	),
	controlRoute("DELETE /accounts/{who}", noBody, ({ control, at }) =>
		control.deleteAccount(at("who")),
	),
	controlRoute("GET /accounts/{who}/visible", noBody, ({ control, at }) =>
		control.visibleTo(at("who")),
	),
	controlRoute("POST /accounts/{who}/call", callBody, ({ control, at, body }) =>
		control.callAs(at("who"), body.rpc, body.request ?? {}),
	),
	controlRoute("GET /orgs", noBody, ({ control }) => ({
		orgs: control.orgs(),
	})),
	controlRoute("PATCH /orgs/{id}", orgBody, ({ control, at, body }) =>
		control.changeOrg(at("id"), defined(body)),
	),
	controlRoute("DELETE /orgs/{id}", noBody, ({ control, at }) =>
		control.terminateOrg(at("id")),
	),
	controlRoute(
		"PUT /orgs/{id}/members/{who}",
		roleBody,
		({ control, at, body }) =>
			control.setOrgRole(at("id"), at("who"), body.role),
	),
	controlRoute(
		"PUT /projects/{id}/members/{who}",
		roleBody,
		({ control, at, body }) =>
			control.setProjectRole(at("id"), at("who"), body.role),
	),
	controlRoute("POST /tokens/expire", expireBody, ({ control, body }) =>
		control.expireTokens(defined(body)),
	),
	controlRoute("GET /truth", noBody, ({ control }) => control.groundTruth()),
	controlRoute("GET /mails", noBody, ({ control }) => ({
		mails: control.mails(),
	})),
	controlRoute("GET /quirks", noBody, ({ control }) => control.quirks()),
	controlRoute("PATCH /quirks", quirksBody, ({ control, body }) => {
		// The schema lets only known ways of known quirks through.
		control.setQuirks(defined(body) as Partial<Quirks>);
		return control.quirks();
	}),
	controlRoute("GET /misbehaviours", noBody, ({ control }) => ({
		misbehaviours: control.misbehaviours(),
	})),
	controlRoute("POST /misbehaviours", ruleSchema, ({ control, body }) => ({
		id: control.misbehave(body),
	})),
	controlRoute("DELETE /misbehaviours", noBody, ({ control }) =>
		control.behave(),
	),
	controlRoute("DELETE /misbehaviours/{id}", noBody, ({ control, at }) => {
		if (!control.stopMisbehaving(at("id")))
			throw new Error(`There is no misbehaviour ${at("id")}.`);
	}),
	controlRoute("POST /holds", holdBody, ({ control, body }) => ({
		id: control.hold(body.on, body.at).id,
	})),
	controlRoute("GET /holds/{id}", noBody, ({ control, at }) => ({
		id: at("id"),
		waiting: control.findHold(at("id")).waiting(),
	})),
	controlRoute("POST /holds/{id}/release", releaseBody, (call) =>
		call.control.findHold(call.at("id")).release(call.body.count),
	),
	controlRoute("DELETE /holds/{id}", noBody, ({ control, at }) =>
		control.findHold(at("id")).end(),
	),
	controlRoute("GET /requests", noBody, ({ control }) => ({
		requests: control.requests(),
	})),
	controlRoute("DELETE /requests", noBody, ({ control }) =>
		control.clearRequests(),
	),
];
