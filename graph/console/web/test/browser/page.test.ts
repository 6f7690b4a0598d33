import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { drawn, hash, look, summary, visit } from "./harness";
import { told } from "./server";

const militias = hash({ walk: "militia -> attacked -> site" });
const gizmo = (page: Page) => page.locator("label", { hasText: "Gizmo" }).click();
const box = (page: Page) => page.locator(".cm-content");

/** complete waits for an item at the cursor, and takes it. */
async function complete(page: Page, label: string): Promise<void> {
  const item = page.locator(".cm-tooltip-autocomplete li", { has: page.getByText(label, { exact: true }) });
  await item.first().waitFor();
  await item.first().click();
}

test("the page loads, and its tour runs", () =>
  visit("", async (page) => {
    await page.locator("#welcome .query").first().waitFor();
    await look(page, "welcome");
    await page.locator("#welcome .query").first().click();
    assert.ok((await summary(page)).rows > 0);
    await look(page, "tour");
    await page.getByRole("button", { name: "Next example" }).click();
    await page.getByText("2 of ").waitFor();
    assert.ok((await summary(page)).rows > 0);
  }));

test("a Gizmo query is written by completion, and draws a table and a graph", () =>
  visit("", async (page) => {
    await gizmo(page);
    await box(page).click();
    await page.keyboard.type('g.V("hezb');
    await complete(page, "Hezbollah");
    await page.keyboard.press("End");
    await page.keyboard.type(".ou");
    await look(page, "completion");
    await complete(page, "out");
    await page.keyboard.type('("fired');
    await complete(page, "fired_at");
    await page.keyboard.press("End");
    await page.keyboard.type(".all()");
    assert.equal(await box(page).textContent(), 'g.V("<entity/organisation/hezbollah>").out("<fired_at>").all()');
    await page.keyboard.press("Control+Enter");
    const { rows, edges } = await summary(page);
    assert.ok(rows >= 2 && edges >= 2);
    const { nodes } = await drawn(page);
    assert.ok(nodes.some((n) => n.label === "Hezbollah"), "the node that the script names is drawn");
    await look(page, "gizmo-graph");
    await page.getByRole("tab", { name: "Table" }).click();
    assert.equal(await page.locator("tbody tr").count(), rows);
    await page.locator("th button").first().click();
    assert.equal(await page.locator("th").first().getAttribute("aria-sort"), "ascending");
    await look(page, "gizmo-table");
  }));

test("a walk's graph has classes by shape and colour, a legend, and labels on its edges", () =>
  visit(militias, async (page) => {
    const { nodes, edges } = await summary(page);
    const seen = await drawn(page);
    assert.equal(seen.nodes.length, nodes);
    assert.equal(seen.edges.length, edges);
    assert.ok(seen.edges.every((e) => ["attacked", "bombed", "fired at"].includes(e.label)));
    assert.deepEqual(await page.locator(".legend li").allTextContents(), ["Armed group", "Site"]);
    await look(page, "graph");
  }));

test("a click on an edge opens the sentence in its report, marked, and steps through all", () =>
  visit(hash({ walk: "* -> seized|abducted -> Amber Resolve" }), async (page) => {
    await summary(page);
    const edge = (await drawn(page)).edges[0]!;
    await page.mouse.click(edge.x, edge.y);
    const quote = page.locator("#details blockquote");
    await quote.waitFor();
    const report = page.locator("#details .report");
    await report.locator("mark").first().waitFor();
    for (const place of [quote, report]) {
      assert.match((await place.locator("mark.subject").first().textContent())!, /pirates|armed men/i);
      assert.match((await place.locator("mark.trigger").first().textContent())!, /hijacked|seized/);
      assert.match((await place.locator("mark.object").first().textContent())!, /Amber Resolve/i);
    }
    assert.ok((await report.locator(".sentence").first().isVisible()), "the sentence is scrolled to");
    const first = await quote.textContent();
    await look(page, "evidence");
    await page.getByRole("button", { name: "Next sentence" }).click();
    assert.notEqual(await quote.textContent(), first);
    assert.match((await page.locator(".stepper").textContent())!, /2 of \d+ in \d+ report/);
    await page.locator("#details h2 .chip").first().click();
    await page.locator("#details .actions").waitFor();
    await look(page, "card");
    await page.getByRole("button", { name: "‹ Back" }).click();
    await quote.waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#details").waitFor({ state: "hidden" });
  }));

test("a click on a row opens its evidence", () =>
  visit(hash({ walk: "person -> leads -> organisation -> part_of -> country", view: "table" }), async (page) => {
    await summary(page);
    await page.locator("tbody tr .when").first().click();
    await page.locator("#details blockquote").waitFor();
    assert.equal(await page.locator(".others button").count(), 2);
    await page.locator(".others button").nth(1).click();
    await page.locator("#details h2", { hasText: "part of" }).waitFor();
    await look(page, "row-evidence");
  }));

test("a long table is shown in part, and whole when asked for", () =>
  visit(hash({ walk: "* -> * -> *", view: "table" }), async (page) => {
    const { rows } = await summary(page);
    assert.equal(rows, 1000);
    await page.locator("#summary", { hasText: "there are more rows" }).waitFor();
    assert.equal(await page.locator("tbody tr").count(), 300);
    await page.getByRole("button", { name: "Show the other 700 rows" }).click();
    assert.equal(await page.locator("tbody tr").count(), 1000);
  }));

test("a click on a node expands it; it is pinned, hidden and shown again", () =>
  visit(hash({ walk: "Iran -> * -> *" }), async (page) => {
    const before = await summary(page);
    const node = (await drawn(page)).nodes.find((n) => n.label === "Hezbollah")!;
    await page.mouse.click(node.x, node.y);
    await page.waitForFunction(() => location.hash.includes("expand=12+organisation%2Fhezbollah"));
    const after = await summary(page);
    assert.ok(after.nodes > before.nodes);
    await drawn(page, (d) => d.nodes.length === after.nodes);
    const bar = page.getByRole("group", { name: "Selected node" });
    await bar.getByRole("button", { name: "Pin" }).click();
    const where = (await drawn(page)).nodes.find((n) => n.label === "Hezbollah")!;
    await bar.getByRole("button", { name: "Unpin" }).waitFor();
    await look(page, "expanded");
    await bar.getByRole("button", { name: "Hide" }).click();
    await drawn(page, (d) => d.nodes.length < after.nodes && !d.nodes.some((n) => n.label === "Hezbollah"));
    await page.getByRole("button", { name: "Show 1 hidden" }).click();
    const again = (await drawn(page, (d) => d.nodes.length === after.nodes)).nodes.find((n) => n.label === "Hezbollah")!;
    assert.ok(Math.hypot(again.x - where.x, again.y - where.y) < 400);
  }));

test("filters apply to table and graph alike", () =>
  visit(militias, async (page) => {
    const all = await summary(page);
    const since = page.getByRole("slider", { name: "From" });
    await since.focus();
    for (let i = 0; i < 9; i++) await page.keyboard.press("PageUp");
    await page.locator("#summary", { hasText: " of " }).waitFor();
    const recent = await summary(page);
    assert.ok(recent.rows > 0 && recent.rows < all.rows);
    await drawn(page, (d) => d.nodes.length === recent.nodes);
    await page.getByRole("tab", { name: "Table" }).click();
    assert.equal(await page.locator("tbody tr").count(), recent.rows);
    await page.waitForFunction(() => location.hash.includes("since="));
    const from = new URLSearchParams(new URL(page.url()).hash.slice(1)).get("since")!;
    for (const day of await page.locator(".when").allTextContents()) assert.ok(day.slice(-10) >= from, `${day} is before ${from}`);
    await look(page, "filtered");
    await page.getByRole("button", { name: "Clear all" }).click();
    await page.getByRole("checkbox", { name: "fired at" }).uncheck();
    const without = await summary(page);
    assert.ok(without.rows < all.rows);
    assert.ok(!(await page.locator("tbody").textContent())!.includes("fired at"));
    await page.getByRole("button", { name: "Clear all" }).click();
    await page.getByRole("slider", { name: "Least confidence" }).focus();
    await page.keyboard.press("End");
    await page.getByText("The filters leave no row").waitFor();
    assert.equal((await summary(page)).rows, 0);
  }));

test("an edge is found by the date of any report that tells it", () =>
  visit(hash({ walk: "Kataib Hezbollah -> attacked -> \"Al-Asad Airbase\"", view: "table" }), async (page) => {
    await summary(page);
    const reports = page.locator("tbody .number").last();
    assert.equal(await reports.textContent(), String(told));
    for (let year = 1999; year < 1999 + told; year++) {
      for (const end of ["From, as a date", "To, as a date"]) {
        await page.getByRole("textbox", { name: end }).fill(String(year));
        await page.keyboard.press("Enter");
      }
      await page.waitForFunction((y) => document.querySelector(".when")?.textContent?.startsWith(y), String(year));
      assert.equal(await reports.textContent(), "1");
    }
    await page.getByRole("button", { name: "Evidence" }).first().click();
    await page.locator("#details dd", { hasText: `${1998 + told}-03-` }).first().waitFor();
  }));

test("a walk with too many rows is asked anew within the filters, and without them again", () =>
  visit(hash({ walk: "* -> attacked -> * -> attacked -> *", view: "table" }), async (page) => {
    await summary(page);
    await page.locator("#summary", { hasText: "there are more rows" }).waitFor();
    const asked = page.waitForRequest((r) => r.url().endsWith("/query"));
    await page.getByRole("textbox", { name: "To, as a date" }).fill("2019");
    await page.keyboard.press("Enter");
    assert.equal(JSON.parse((await asked).postData()!).until, "2019");
    await page.locator("#summary:not(:has-text('more rows'))").waitFor();
    assert.ok(await page.getByRole("checkbox", { name: "attacked" }).isVisible(), "the filters stay those of the whole");
    await page.getByRole("button", { name: "Clear all" }).click();
    await page.locator("#summary", { hasText: "there are more rows" }).waitFor();
    assert.equal((await summary(page)).rows, 1000);
  }));

test("what is denied is asked for anew", () =>
  visit(hash({ walk: "* -> supplied -> *", view: "table" }), async (page) => {
    const before = await summary(page);
    const asked = page.waitForRequest((r) => r.url().endsWith("/query"));
    await page.getByRole("checkbox", { name: "denied", exact: true }).first().check();
    assert.deepEqual(JSON.parse((await asked).postData()!).status, ["asserted", "reported", "denied"]);
    await page.waitForFunction((n) => document.querySelectorAll("tbody tr").length > n, before.rows);
    assert.ok((await page.locator("tbody").textContent())!.includes("denied"));
  }));

test("a shared address shows the same", () =>
  visit(militias, async (page) => {
    await summary(page);
    await page.getByRole("tab", { name: "Table" }).click();
    await page.getByRole("checkbox", { name: "bombed" }).uncheck();
    await page.getByRole("button", { name: "Evidence" }).first().click();
    await page.locator("#details blockquote").waitFor();
    await page.waitForFunction(() => location.hash.includes("edge=") && location.hash.includes("without-predicate="));
    const shared = new URL(page.url()).hash;
    const rows = await page.locator("tbody tr").allTextContents();
    const quote = await page.locator("#details blockquote").textContent();
    await visit(shared, async (other) => {
      await other.locator("#details blockquote").waitFor();
      assert.deepEqual(await other.locator("tbody tr").allTextContents(), rows);
      assert.equal(await other.locator("#details blockquote").textContent(), quote);
    });
  }));

test("a shared address draws the same picture, and Lay out another", () =>
  visit(hash({ walk: "Iran -> * -> *" }), async (page) => {
    const places = async (p: Page) => (await drawn(p)).nodes.map((n) => ({ id: n.id, ...n.place }));
    const first = await places(page);
    await visit(hash({ walk: "Iran -> * -> *" }), async (other) => assert.deepEqual(await places(other), first));
    await page.getByRole("button", { name: "Lay out again" }).click();
    const again = await places(page);
    assert.notDeepEqual(again, first);
    assert.deepEqual(again.map((n) => n.id), first.map((n) => n.id));
  }));

test("queries are kept: history without repeats, saved ones by name, and the way back", () =>
  visit(militias, async (page) => {
    await summary(page);
    await box(page).click();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("Iran -> met -> *");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Run" }).click();
    await page.waitForFunction(() => location.hash.includes("met"));
    await summary(page);
    await page.getByRole("button", { name: "Run" }).click();
    await summary(page);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("textbox", { name: "Name of the query" }).fill("Talks");
    await page.keyboard.press("Enter");
    await look(page, "queries");
    assert.equal(await page.locator("#queries section", { hasText: "Saved" }).locator("li").count(), 1);
    assert.equal(await page.locator("#queries section", { hasText: "History" }).locator("li").count(), 2);
    await page.keyboard.press("Escape");
    await page.goBack();
    await page.waitForFunction(() => document.querySelector(".cm-content")?.textContent === "militia -> attacked -> site");
    await page.reload();
    await page.getByRole("button", { name: "Queries" }).click();
    await page.getByRole("button", { name: "Talks Iran" }).click();
    await page.waitForFunction(() => document.querySelector(".cm-content")?.textContent === "Iran -> met -> *");
  }));

test("a mistake is underlined where it is", () =>
  visit("", async (page) => {
    await gizmo(page);
    await box(page).click();
    await page.keyboard.insertText('g.V("<a>")\n  .out(}');
    await page.keyboard.press("Control+Enter");
    await page.locator("#problem", { hasText: "Line 2, column 8" }).waitFor();
    assert.equal(await page.locator(".cm-lintRange-error").textContent(), "}");
    await look(page, "mistake");
    await page.keyboard.type(" ");
    await page.locator(".cm-lintRange-error").waitFor({ state: "detached" });
  }, { expect: /status of 400/ }));

test("a script that does not end is stopped, and the next one runs", () =>
  visit(hash({ gizmo: "while (true) {}" }), async (page) => {
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Run" }).waitFor();
    await box(page).click();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText("g.Emit(1)");
    await page.keyboard.press("Control+Enter");
    assert.equal((await summary(page)).rows, 1);
  }));

test("rows are shown as they come, and stand when their script is stopped", () =>
  visit(hash({ gizmo: "g.emit(1); g.emit(2); var begin = Date.now(); while (Date.now() - begin < 900) {}; g.emit(3); while (true) {}", view: "table" }), async (page) => {
    await page.locator("#summary", { hasText: /^3 rows.*so far/ }).waitFor();
    await look(page, "rows-so-far");
    await page.getByRole("button", { name: "Stop" }).click();
    await page.locator("#summary", { hasText: /^3 rows.*broken off/ }).waitFor();
    assert.equal(await page.locator("tbody tr").count(), 3);
  }));

test("a script's graph holds what lies on its way", () =>
  visit(hash({ gizmo: 'g.V("<entity/place/iran>").out("<supports>").out("<attacked>").all()' }), async (page) => {
    const { nodes, edges } = await summary(page);
    const seen = await drawn(page);
    assert.deepEqual([seen.nodes.length, seen.edges.length], [nodes, edges]);
    assert.ok(nodes >= 3 && seen.edges.some((e) => e.label === "supports") && seen.edges.some((e) => e.label === "attacked"));
    await look(page, "way");
  }));

test("the drawing is exported as PNG and as SVG", () =>
  visit(militias, async (page) => {
    await summary(page);
    await drawn(page);
    const file = async (name: string) => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
      return readFileSync(await download.path());
    };
    assert.equal((await file("Export as PNG")).subarray(1, 4).toString(), "PNG");
    const svg = (await file("Export as SVG")).toString();
    assert.match(svg, /^<svg [^>]*xmlns/);
    assert.ok(svg.includes(">Armed group<") && svg.includes(">attacked<"));
  }));

test("the switch changes light and dark, and is remembered", () =>
  visit("", async (page) => {
    await page.emulateMedia({ colorScheme: "light" });
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await page.getByRole("button", { name: "Dark colours" }).click();
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.reload();
    assert.equal(await ground(), dark);
  }));

test("everything fits 360 px", () =>
  visit("", async (page) => {
    await page.locator("#welcome .query").first().waitFor();
    await look(page, "small-welcome");
    await page.locator("#welcome .query").first().click();
    await summary(page);
    await drawn(page);
    await look(page, "small-graph");
    await page.getByText("Filters").click();
    await look(page, "small-filters");
    await page.getByText("Filters").click();
    await page.getByRole("tab", { name: "Text" }).click();
    await look(page, "small-text");
    await page.getByRole("tab", { name: "Table" }).click();
    await look(page, "small-table");
    await page.getByRole("button", { name: "Evidence" }).first().click();
    await page.locator("#details .report mark").first().waitFor();
    await look(page, "small-evidence");
  }, { width: 360 }));
