import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ConsoleScene, canRun, openScene } from "./scene.js";
import { createUser, editOf, fillIn, goTo, openOrg, rowOf } from "./steps.js";

describe.skipIf(!canRun)("console, issues", () => {
	let scene: ConsoleScene;
	beforeAll(async () => {
		scene = await openScene();
		await scene.device.signIn();
	});
	afterAll(() => scene?.close());
	const card = (name: RegExp) =>
		scene.device.page.getByRole("article", { name });

	it("a refused change is edited and sent again", async () => {
		const { page, statusSays } = scene.device;
		await openOrg(page, "Alpha", "People");
		await fillIn(page, createUser, {
			Name: "Second Newton",
			"E-mail address": "newton@example.com",
		});
		await statusSays(/1 thing to look at/);
		await goTo(page, "Issues");
		const refused = card(/newton@example.com: New member was refused/);
		await refused.getByRole("button", { name: "Edit and send" }).click();
		const edit = page.getByRole("form", { name: /^Edit / });
		await edit.getByLabel("e-mail").fill("newton2@example.com");
		await edit.getByRole("button", { name: "Send" }).click();
		await page.getByText("Nothing to look at").waitFor();
		await statusSays(/^In sync/);
		const made = scene.emulator.control.account("newton2@example.com");
		expect(made.displayName).toBe("Second Newton");
	});

	it("a refused change is marked in its row, and discarded", async () => {
		const { page, turnNetwork, statusSays } = scene.device;
		const { control } = scene.emulator;
		await turnNetwork(false);
		await openOrg(page, "Alpha");
		await fillIn(page, editOf("Ape"), { Name: "Not to be" });
		const refusal = {
			code: 3,
			message: "This name is reserved.",
			details: [],
		};
		control.misbehave({
			on: { rpc: "UpdateProject" },
			do: { kind: "answer", status: 400, body: refusal },
		});
		await turnNetwork(true);
		const ape = rowOf(page, "Projects", "Ape");
		await ape.getByText("Refused", { exact: true }).waitFor();
		await ape.getByText("This name is reserved.").waitFor();
		await ape.getByRole("link", { name: "Decide what to do" }).click();
		const refused = card(/^Ape: Change of project \(name\) was refused/);
		await refused.getByText("Not to be").waitFor();
		await refused.getByRole("button", { name: "Leave it as it is" }).click();
		await page.getByText("Nothing to look at").waitFor();
		await statusSays(/^In sync/);
	});

	it("a contested field shows what it was, mine and theirs, and theirs is taken", async () => {
		const { page, turnNetwork, statusSays } = scene.device;
		const { control } = scene.emulator;
		await turnNetwork(false);
		await openOrg(page, "Alpha");
		await fillIn(page, editOf("Ant"), { Name: "Ant of mine" });
		const ant = control.groundTruth().projects.find((p) => p.name === "Ant");
		control.callAs("olivia.marlowe@example.com", "UpdateProject", {
			id: ant?.id ?? "",
			name: "Ant of theirs",
			description: "",
		});
		await turnNetwork(true);
		await statusSays(/1 thing to look at/);
		await goTo(page, "Issues");
		const field = card(/Somebody else changed the same name/).getByRole(
			"group",
			{ name: "name" },
		);
		for (const value of ["Ant", "Ant of mine", "Ant of theirs"])
			await field.getByText(value, { exact: true }).waitFor();
		await field.getByRole("button", { name: "Take theirs" }).click();
		await statusSays(/^In sync/);
		await openOrg(page, "Alpha");
		await rowOf(page, "Projects", "Ant of theirs").waitFor();
		expect(control.groundTruth().projects.map(({ name }) => name)).toContain(
			"Ant of theirs",
		);
		expect(scene.device.errors).toEqual([]);
	});
});
