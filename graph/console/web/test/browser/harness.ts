// What every test of the page needs: a browser, a page that is watched for
// trouble, and a look at each state in both themes.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before } from "node:test";
import axe from "axe-core";
import { chromium as playwright, type Browser, type Page } from "playwright-core";
import { chromium, serve, type Server } from "./server";

let browser: Browser;
let server: Server;

before(async () => {
  server = await serve();
  browser = await playwright.launch({ executablePath: chromium(), args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
  mkdirSync("shots", { recursive: true });
});

after(async () => {
  await browser?.close();
  server?.stop();
});

export interface Options {
  width?: number;
  /** Errors of the console that a test brings about itself. */
  expect?: RegExp;
}

/** visit opens the page in a browser of its own. Afterwards nothing may have left
 * for another host, broken the policy, or been thrown. */
export async function visit(hash: string, does: (page: Page) => Promise<void>, o: Options = {}): Promise<void> {
  const width = o.width ?? 1280;
  const context = await browser.newContext({ viewport: { width, height: width < 500 ? 780 : 800 }, reducedMotion: "reduce", acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const trouble: string[] = [];
  page.on("request", (r) => {
    const address = new URL(r.url());
    if (["http:", "https:", "ws:", "wss:"].includes(address.protocol) && address.origin !== new URL(server.address).origin) trouble.push(`asked ${r.url()}`);
  });
  page.on("pageerror", (e) => trouble.push(`threw ${e.message}`));
  page.on("console", (m) => {
    if ((m.type() === "error" || m.type() === "warning") && !o.expect?.test(m.text())) trouble.push(`${m.type()}: ${m.text()}`);
  });
  try {
    await page.goto(server.address + hash);
    await does(page);
    assert.deepEqual(trouble, []);
  } finally {
    await context.close();
  }
}

/** look takes a picture of a state, light and dark, and lets axe judge it. */
export async function look(page: Page, name: string): Promise<void> {
  const width = page.viewportSize()!.width;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `shots/${name}-${width}-${colorScheme}.png` });
    await page.evaluate(axe.source);
    const serious = await page.evaluate(async () => {
      const found = await (globalThis as unknown as { axe: typeof axe }).axe.run();
      return found.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(" | ")}`);
    });
    assert.deepEqual(serious, [], `${name}, ${colorScheme}`);
  }
  for (const part of ["html", "#details", "#filters"]) {
    const overflow = await page.locator(part).evaluate((e) => e.scrollWidth - e.clientWidth);
    assert.ok(overflow <= 0, `${name}: ${part} is ${overflow} px too wide`);
  }
}

interface Drawn {
  /** place is where a node is in the picture, wherever that is on the page. */
  nodes: { id: string; label: string; x: number; y: number; place: { x: number; y: number } }[];
  edges: { id: string; label: string; x: number; y: number }[];
}

/** drawn reads the drawing once it is as it should be and lies still: what is seen in
 * it, and where on the page. */
export async function drawn(page: Page, as: (d: Drawn) => boolean = (d) => d.nodes.length > 0): Promise<Drawn> {
  let before = "";
  for (let tries = 0; tries < 150; tries++) {
    const d = await page.evaluate(read);
    const now = JSON.stringify(d);
    if (as(d) && now === before) return d;
    before = now;
    await page.waitForTimeout(100);
  }
  assert.fail("the drawing does not come to what it should be");
}

/** read runs in the page. */
function read(): Drawn {
  const canvas = document.querySelector(".canvas") as (Element & { _cyreg?: { cy?: import("cytoscape").Core } }) | null;
  const cy = canvas?._cyreg?.cy;
  if (!canvas || !cy) return { nodes: [], edges: [] };
  const box = canvas.getBoundingClientRect();
  const pan = cy.pan();
  const at = (p: { x: number; y: number }) => ({ x: box.x + pan.x + p.x * cy.zoom(), y: box.y + pan.y + p.y * cy.zoom() });
  return {
    nodes: (cy.nodes().not(".gone").toArray() as import("cytoscape").NodeSingular[]).map((n) => ({ id: n.id(), label: n.data("label") as string, ...at(n.position() as { x: number; y: number }), place: { ...n.position() } as { x: number; y: number } })),
    edges: (cy.edges().not(".gone").toArray() as import("cytoscape").EdgeSingular[]).map((e) => ({ id: e.data("edge") as string, label: e.data("label") as string, ...at(e.midpoint() ?? (e.source().position() as { x: number; y: number })) })),
  };
}

/** summary reads "8 of 14 rows" and the like, once it stands. */
export async function summary(page: Page): Promise<{ rows: number; nodes: number; edges: number }> {
  await page.waitForFunction(() => document.querySelector("#summary")?.textContent?.includes(" s") && !document.querySelector("[aria-busy]"));
  let text = "";
  for (let now = (await page.locator("#summary").textContent())!; now !== text; now = (await page.locator("#summary").textContent())!) {
    text = now;
    await page.waitForTimeout(200);
  }
  const number = (what: string) => Number(new RegExp(`([\\d,]+)(?: of [\\d,]+)? ${what}`).exec(text)?.[1]?.replace(",", ""));
  return { rows: number("row"), nodes: number("node"), edges: number("edge") };
}

export const hash = (o: Record<string, string>) => "#" + new URLSearchParams(o).toString();
