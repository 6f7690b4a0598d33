import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { drawn, hash, look, summary, visit } from "./harness";
import { attack } from "./server";

/** harmless: nothing ran, and nothing of the text became an element. */
async function harmless(page: Page): Promise<void> {
  assert.equal(await page.evaluate(() => (globalThis as { hostile?: string }).hostile), undefined);
  assert.equal(await page.locator("main img:not(.cm-widgetBuffer), main script, dialog img, dialog script").count(), 0);
  assert.ok(!(await page.locator("body").innerText()).includes("\u001b"), "escapes are made visible");
}

test("a hostile report is text", () =>
  visit(hash({ walk: "Kataib Hezbollah -> attacked -> *", view: "table", since: "2024-02-04", until: "2024-02-05" }), async (page) => {
    assert.ok((await summary(page)).rows >= 1);
    await page.getByRole("button", { name: "Evidence" }).first().click();
    const report = page.locator("#details .report");
    await report.getByText("window.hostile").first().waitFor();
    assert.match((await report.textContent())!, /<script>window\.hostile = "script"<\/script><img src=x/);
    assert.match((await page.locator("#details blockquote").textContent())!, /<img src=x onerror/);
    await harmless(page);
    await look(page, "hostile");
    for (const view of ["Text", "Graph"]) {
      await page.getByRole("tab", { name: view }).click();
      await harmless(page);
    }
  }));

test("hostile names, titles and values are text", () =>
  visit("", async (page) => {
    const name = `${attack}\u202egnirts`;
    const node = (id: string) => ({ node: { id, name, type: name, subtype: "", kind: "entity" } });
    const evidence = { status: "asserted", confidence: 0.5, time: { from: name, to: "2024", text: name }, document: name, source: name, title: name, published: name, sentence: name, attributed_to: node("c").node };
    const lines = [
      node("a"), node("b"), { edge: { id: "a x b", subject: "a", object: "b", predicate: name, evidence: [evidence], support: 1 } },
      { row: { nodes: ["a", "b"], edges: ["a x b"] } }, { row: { value: { [name]: name }, nodes: ["a"] } }, { done: { rows: 2, cut: false, picture_cut: false, seconds: 0.1, hints: [name] } },
    ];
    await page.route("**/api/v1/query", (r) => r.fulfill({ contentType: "application/x-ndjson", body: lines.map((l) => JSON.stringify(l)).join("\n") }));
    await page.route("**/api/v1/{evidence,report,entity,neighbours}**", (r) => r.fulfill({ status: 404, json: { error: { code: "unknown", message: name } } }));
    await page.locator("#welcome .query").first().click();
    await summary(page);
    await page.getByRole("checkbox", { name: "asserted" }).waitFor();
    await harmless(page);
    assert.equal((await drawn(page)).nodes.length, 2);
    for (const view of ["Text", "Graph", "Table"]) {
      await page.getByRole("tab", { name: view }).click();
      await harmless(page);
    }
    await page.getByRole("button", { name: "Evidence" }).first().click();
    await page.locator("#details blockquote").waitFor();
    await harmless(page);
    await page.locator("#details .chip").first().click();
    await page.getByRole("button", { name: "‹ Back" }).waitFor();
    await harmless(page);
  }, { expect: /status of 404/ }));

test("an address cannot bring a script", () =>
  visit(hash({ walk: attack, node: attack, edge: attack, hide: attack, expand: `12 ${attack}`, "without-class": attack }), async (page) => {
    await page.locator("#problem").waitFor();
    await harmless(page);
  }, { expect: /status of 40\d/ }));
