import { StrictMode } from "react";
import { BehaviorSubject } from "rxjs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { graceMs } from "../query/shared-query.js";
import { type Counted, counted } from "../test/counted.js";
import { acting, render } from "../test/render.js";
import { useObservable } from "./use-observable.js";

function Shows({ of }: { readonly of: Counted<string> }) {
	return useObservable(of.source) ?? "loading";
}

const wait = (ms: number) => acting(async () => vi.advanceTimersByTime(ms));

describe("sharing", () => {
	beforeEach(() => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
	});
	afterEach(() => {
		vi.useRealTimers();
	});
	it("[RE9] however many components ask, there is one subscription", async () => {
		const names = new BehaviorSubject("Ada");
		const of = counted(names);
		const page = await render(
			<StrictMode>
				{Array.from({ length: 50 }, (_, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: the rows never move.
					<Shows key={index} of={of} />
				))}
			</StrictMode>,
		);
		await page.says("Ada".repeat(50));
		await acting(async () => names.next("Bea"));
		await page.says("Bea".repeat(50));
		expect([of.begun(), of.held()]).toEqual([1, 1]);
	});
	it("[RE9] two roots on one page share it too", async () => {
		const of = counted(new BehaviorSubject("Ada"));
		const pages = [
			await render(<Shows of={of} />),
			await render(<Shows of={of} />),
		];
		for (const page of pages) await page.says("Ada");
		expect([of.begun(), of.held()]).toEqual([1, 1]);
	});
	it("[RE10] a remount within the grace time finds it as it was, without loading", async () => {
		const names = new BehaviorSubject("Ada");
		const of = counted(names);
		const page = await render(<Shows of={of} />);
		await page.render(null);
		await wait(graceMs - 1);
		names.next("Bea");
		await page.render(<Shows of={of} />);
		expect(page.text()).toBe("Bea");
		await wait(graceMs * 2);
		expect([of.begun(), of.held()]).toEqual([1, 1]);
	});
	it("[RE10] after the grace time it is let go, and asked anew", async () => {
		const of = counted(new BehaviorSubject("Ada"));
		const page = await render(<Shows of={of} />);
		await page.render(null);
		await wait(graceMs);
		expect(of.held()).toBe(0);
		await page.render(<Shows of={of} />);
		await page.says("Ada");
		expect([of.begun(), of.held()]).toEqual([2, 1]);
	});
	it("[RE10] nothing is left when the page is gone", async () => {
		const of = counted(new BehaviorSubject("Ada"));
		const page = await render(
			<StrictMode>
				<Shows of={of} />
			</StrictMode>,
		);
		await page.unmount();
		await wait(graceMs);
		expect(of.held()).toBe(0);
		expect(vi.getTimerCount()).toBe(0);
	});
});
