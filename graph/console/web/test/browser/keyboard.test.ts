import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { drawn, look, summary, visit } from "./harness";

/** tabTo presses Tab until something has the focus, as who has no mouse would. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not lead to ${selector}`);
}

/** fromTheTop puts the focus before everything. */
async function fromTheTop(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
  });
}

test("all works with the keyboard alone", () =>
  visit("", async (page) => {
    await page.locator("#welcome .query").first().waitFor();
    await fromTheTop(page);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "skip");
    await tabTo(page, ".cm-content");
    await page.keyboard.type("mili");
    await page.locator(".cm-tooltip-autocomplete li[aria-selected]").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.insertText("tia -> attacked -> site");
    await page.keyboard.press("Enter");
    const before = await summary(page);
    await drawn(page);

    await tabTo(page, ".canvas");
    await page.keyboard.press("ArrowRight");
    await page.locator("#said", { hasText: /\d+ edges/ }).waitFor({ state: "attached" });
    const bar = page.getByRole("group", { name: "Selected node" });
    const met = new Set([await bar.locator("strong").textContent()]);
    for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) {
      await page.keyboard.press(key);
      met.add(await bar.locator("strong").textContent());
    }
    assert.ok(met.size > 1, "the arrows lead from node to node");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.includes("expand="));
    assert.ok((await summary(page)).nodes >= before.nodes);
    assert.ok(await page.evaluate(() => document.activeElement?.matches(".canvas")), "the focus stays in the graph");
    await page.keyboard.press("p");
    await page.locator("#said", { hasText: "is pinned" }).waitFor({ state: "attached" });

    await tabTo(page, ".node .edges button");
    await look(page, "keyboard");
    await page.keyboard.press("Enter");
    await page.locator("#details blockquote").waitFor();
    assert.ok(await page.evaluate(() => document.querySelector("#details h2") === document.activeElement), "the evidence takes the focus");
    await page.keyboard.press("Escape");
    assert.ok(await page.evaluate(() => document.activeElement !== document.body), "the focus goes back");

    await tabTo(page, ".outline summary");
    await page.keyboard.press("Enter");
    await page.locator(".outline .chip").first().waitFor();
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement?.matches(".outline .chip")), "the graph is a list too");

    await page.evaluate(() => document.getElementById("skip")!.focus());
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "results");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.locator("#panel-table tbody tr").first().waitFor();
    await tabTo(page, "td .small");
    await page.keyboard.press("Enter");
    await page.locator("#details blockquote").waitFor();
  }));

test("what has the focus is seen to have it", () =>
  visit("#walk=militia+->+attacked+->+site", async (page) => {
    await summary(page);
    await fromTheTop(page);
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press("Tab");
      await page.waitForFunction(() => {
        const at = document.activeElement as HTMLElement;
        const ring = (e: Element | null) => e !== null && getComputedStyle(e).outlineStyle !== "none";
        // The thumbs of the slider draw a ring of their own, which cannot be asked for.
        return at === document.body || at.matches(".thumbs input") || ring(at) || ring(at.nextElementSibling) || ring(at.closest(".cm-editor"));
      });
    }
  }));
