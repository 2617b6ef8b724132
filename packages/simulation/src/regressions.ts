import { type FaultName, faultNames } from "./network/faults.js";
import type { SimulationOptions } from "./simulate.js";

/** A seed that failed once, and what it found. It runs first, in every batch, for good. */
export interface Regression {
	readonly found: string;
	readonly options: SimulationOptions;
}

/** Faults that came later, in their order: a seed goes by what there was when it failed, or it would be another one. */
const later: readonly FaultName[] = [
	"slow-disk",
	"tabs",
	"other-ways",
	"journal",
	"logout",
	"updates",
	"nearby",
];
const first = faultNames.filter((name) => !later.includes(name));

/** Seeds of the faults that there were at first, and of the later ones up to `newest`. */
const kept =
	(newest?: FaultName, options: Partial<SimulationOptions> = {}) =>
	(
		seed: number,
		found: string,
		storage: SimulationOptions["storage"] = "memory",
	): Regression => {
		const more = newest ? later.slice(0, later.indexOf(newest) + 1) : [];
		const faults = [...first, ...more];
		const given = { steps: 100, ...options, seed: `${seed}`, storage, faults };
		return { found, options: given };
	};

const on = kept();
const longer = kept(undefined, { steps: 150 });
const slow = kept("slow-disk");
const onPages = kept("tabs");
const inAll = kept("other-ways");
const withJournals = kept("journal");
const withLogouts = kept("logout");
const withUpdates = kept("updates");
const withNearby = kept("nearby");
const longWithNearby = kept("nearby", { steps: 150 });

export const regressions: readonly Regression[] = [
	on(112, "a call left before Retry-After was over"),
	on(47, "closing waited for a sign-in that hung"),
	on(51, "a member was shown without its person, who had vanished before"),
	on(139, "a create in doubt waited for ever in an org deleted here"),
	on(
		1028,
		"a create in doubt waited for ever in an org known by name",
		"dexie",
	),
	on(1084, "what a full disk tore was never looked into", "dexie"),
	on(
		1003,
		"a state never seen from a lagging replica came over a newer one",
		"dexie",
	),
	on(13, "a delete that found nothing made projects come and go"),
	on(2014, "an update went out on a read that was overtaken"),
	on(233, "a read under way brought a project back that went with its org"),
	on(700003, "what was new in an org whose delete was parked was missed"),
	on(
		800042,
		"what waits for an org whose create is parked was taken for stuck",
	),
	on(2052, "a member whose delete was refused lived in a deleted org"),
	on(500097, "a member added anew after a parked delete was taken for stuck"),
	on(500175, "a create left in doubt by another replicator waited for ever"),
	longer(500060, "a create in doubt outlived the replicator that sent it"),
	on(500102, "a short list removed a project together with its org"),
	on(100015, "a member whose delete was refused was back without its user"),
	on(100027, "a 429 that was cut short was taken for a lost answer"),
	on(910286, "an org that a project named too early was known by name only"),
	on(20385, "mending what a late request did overwrote a newer value"),
	on(20577, "a row was taken for one of two creates while the other was out"),
	on(20791, "a project whose delete was refused went with an org of that name"),
	slow(30283, "a person was removed while a member came to name them"),
	slow(40192, "a delete was over before what goes with the org was marked"),
	slow(40599, "a lagging list came over what was learned before a restart"),
	slow(40653, "a project that could not be read went with its hidden org"),
	slow(40670, "stopping and starting cut a Retry-After short"),
	slow(5119, "a member was back before its person was"),
	slow(60195, "what goes with an org stayed after a full disk"),
	slow(60430, "an update went out though a later read showed something newer"),
	slow(
		60466,
		"a project of an org in doubt hid it, and the org was made twice",
	),
	slow(60820, "an invite taken back while its account was made never ended"),
	slow(60852, "an older read of a person came over a newer list"),
	onPages(5120, "a page that was closed as it began to lead left a timer"),
	onPages(5273, "a page that was closed as it asked for tokens left a timer"),
	inAll(91032, "a hidden page that led never found a lost word"),
	inAll(91912, "nobody finished what a killed page had begun to delete"),
	inAll(110215, "a member who was back was asked for again and again"),
	inAll(110468, "two creates that look alike took the same row"),
	inAll(200357, "two that followed a deleted org at once showed what it hid"),
	inAll(200652, "a store was closed in the midst of a stop, which still wrote"),
	inAll(300226, "what a frozen page had begun to delete waited for a sign-in"),
	inAll(
		300905,
		"a bearer of somebody else came with a refresh, and a change left under it",
	),
	inAll(
		300738,
		"nothing was polled any more after a credit that was rounded down",
	),
	inAll(500669, "a person went while they were being added to another org"),
	withJournals(1022, "a member came back from the journal without its person"),
	withJournals(2023, "what a record needs was not in the journal before it"),
	withJournals(
		2182,
		"a page that was put away was told that its create failed",
	),
	withJournals(2299, "an org went with its last project as another was shown"),
	withJournals(
		600204,
		"two pages that hardly heard each other took the lead in turns",
	),
	withJournals(
		700514,
		"a delete left while the create after it was being sent",
	),
	withJournals(600055, "an org put back by name went with its last project"),
	withJournals(600050, "an org put back by name kept a member for ever"),
	withJournals(2327, "an org known by name only went as it was listed"),
	inAll(110255, "two pages passed dead tokens to each other without end"),
	withLogouts(800006, "two logouts at once failed with an error of RxDB"),
	withLogouts(
		900275,
		"a logout did not name what another page had just written",
	),
	withLogouts(900957, "a person added beside a logout was lost without a word"),
	withLogouts(900100, "a 429 whose body was given up was not waited for"),
	withLogouts(
		900913,
		"an external person who was added again stayed behind as a create",
	),
	withLogouts(
		1000718,
		"a page that opened beside a logout failed with an error of RxDB",
	),
	withUpdates(
		1100037,
		"an update that was cut off was not finished by a still newer app",
	),
	withUpdates(1100069, "two pages that were updated at once failed to open"),
	withUpdates(
		1200361,
		"a store that had room again was left alone for up to five minutes",
	),
	withUpdates(
		1300202,
		"what a frozen page had asked before another one led overwrote what that one learned",
	),
	withUpdates(1300383, "a page was closed as it opened"),
	withNearby(1400023, "an older page closed before the newer one was open"),
	withNearby(
		1500167,
		"somebody logged out before a list could show what was made twice",
	),
	withNearby(
		1600035,
		"a page that began to replicate as it was put away led without doing anything",
	),
	withNearby(1600024, "a project that had just come went with its org"),
	withNearby(
		1600353,
		"the journal had the one of two writes that the store refused",
	),
	withNearby(
		1700058,
		"of two made alike one took what the other had made, after a wipe",
	),
	withNearby(
		1700139,
		"projects came back one by one, and their org when all were there",
	),
	withNearby(1700210, "an older page that opened failed with an error of RxDB"),
	withNearby(
		1800793,
		"what was made late was changed by somebody before a list showed it",
	),
	withNearby(
		2000088,
		"a page that slept through an update wrote where nobody looks any more",
		"log",
	),
	withNearby(1700277, "an older app finished the logout of a newer one"),
	withNearby(
		2200487,
		"of two that led, the one that was not told of a pause stayed alone",
	),
	withNearby(
		2300017,
		"a logout failed with an error of RxDB while its page was put away",
	),
	withNearby(
		2300061,
		"the journal had an insert over a delete that waited as something new",
	),
	withNearby(
		2400771,
		"a frozen page heard of its write after another page had left the account",
	),
	withNearby(
		2450035,
		"a page that stopped replicating said that it was in sync beside an edit",
	),
	withNearby(
		2600437,
		"a late request stood, since somebody had written another field over it",
	),
	withNearby(
		3100035,
		"a page that opened late put an old record back over a newer edit",
	),
	withNearby(
		3100046,
		"a project in doubt went with its org, and nobody was told",
	),
	withNearby(
		2900948,
		"whoever began anew as a logout was finished wrote before it was noticed",
	),
	withNearby(
		3200017,
		"what a killed process had settled was finished from the journal",
	),
	withNearby(
		1000142,
		"an edit that was asked for while its org was being deleted went with it",
	),
	withNearby(
		3300894,
		"a page's record took the place of one that another page's write was acknowledged by",
	),
	withNearby(
		3600221,
		"an org was taken from the person before the device that had made it saw it",
	),
	withNearby(
		3600686,
		"of two made alike each was taken for the other on the wire",
	),
	withNearby(
		3900810,
		"somebody else signed in on an emptied store before it was known whose it had been",
	),
	withNearby(
		3400050,
		"a page that had missed a logout went on until it had something to write",
		"log",
	),
	withNearby(
		4700203,
		"a person was added again before the removal of which no word had come",
	),
	withNearby(
		4700758,
		"a removal that was still being written was not known as what ended an invite",
	),
	withNearby(
		5000748,
		"the journal put back what had been removed before the Engine showed it again",
	),
	withNearby(
		5300180,
		"a leader that had slept turned round and round between two states of one document",
	),
	withNearby(
		5300205,
		"the last word over a late request is parked in an org that may only be viewed",
	),
	longWithNearby(
		20787000016,
		"a tab with a password slept on when the list that it waited for was complete",
	),
	withNearby(
		7300716,
		"a tab that is focused again and again never found its leader silent",
	),
	withNearby(
		7600436,
		"a tab that was frozen in the midst of a wipe erased the account as another one had begun it anew",
	),
	withNearby(8000274, "a late request stood where what it carried was mended"),
	withNearby(8300549, "a status was judged by what a logout had erased"),
	withNearby(
		2000088,
		"a page of the older app ended a write where nobody looks any more",
		"dexie",
	),
];
