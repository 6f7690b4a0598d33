// The page: what its parts do together.
import * as api from "./api";
import { collector, empty, facets, filter, nothing, straight, type Answer, type Facets } from "./answer";
import { CardPane } from "./card";
import { byId, el, fill, roving } from "./dom";
import { editor } from "./editor";
import { EvidencePane } from "./evidence";
import { Filters } from "./filters";
import { Graph } from "./graph";
import { asked } from "./history";
import { Queries } from "./queries";
import { decode, encode, initial, type State, type View } from "./state";
import "./style.css";
import { Table } from "./table";
import { text } from "./text";
import { theme } from "./theme";
import { Tour } from "./tour";

let state: State = initial();
let answer: Answer = empty();
/** more is what expanding added. */
let more: Pick<Answer, "nodes" | "edges"> = empty();
/** fresh answers are laid out anew when the graph is next looked at. */
let fresh = false;
let running: AbortController | null = null;
/** What the answer was asked with. */
let answered = { statuses: "", bounds: "" };
/** A walk with more rows than an answer holds, which is asked anew when the filters
 * change; and what there was to filter by without them. */
let cutWalk = "";
let whole: Facets | null = null;
const symmetric = new Set<string>();
const parents = new Map<string, string>();

const box = editor(byId("editor"), () => run());
const details = byId("details");
const problem = byId("problem");
const wide = matchMedia("(min-width: 60rem)");
const say = (words: string) => fill(byId("said"), words);

// ---- What is shown

const table = new Table(byId("panel-table"), { node: openNode, evidence: (edges) => openEdges(edges) });
const graph = new Graph(byId("panel-graph"), {
  node: openNode,
  expand: (id) => {
    void expand(id);
    // On a small screen the card would cover the graph.
    if (wide.matches && nodeOf(id)?.kind === "entity" && !details.contains(document.activeElement)) openNode(id, false);
  },
  hide: (id) => update({ hidden: [...state.hidden, id] }),
  unhide: () => update({ hidden: [] }),
  edge: (id) => {
    const e = edgeOf(id);
    if (e) openEdges([e]);
  },
  say,
});
const filters = new Filters(byId("filters-body"), byId("filters-count"), typeOf, update);

function nodeOf(id: string): api.GraphNode | undefined {
  return answer.nodes.get(id) ?? more.nodes.get(id);
}

function edgeOf(id: string): api.GraphEdge | undefined {
  return answer.edges.get(id) ?? more.edges.get(id);
}

function typeOf(name: string): string {
  let type = name;
  while (parents.get(type)) type = parents.get(type)!;
  return type;
}

/** render shows what the filters leave. */
function render(): void {
  const seen = filter(answer, more, state);
  const all = { nodes: new Map([...more.nodes, ...answer.nodes]), edges: new Map([...more.edges, ...answer.edges]) };
  const nodes = [...seen.nodes].filter((id) => !state.hidden.includes(id)).flatMap((id) => nodeOf(id) ?? []);
  const edges = [...seen.edges].flatMap((id) => edgeOf(id) ?? []);
  const found = facets(all.nodes.values(), all.edges.values());
  if (!answered.bounds) whole = found;
  filters.show(state, whole ?? found);
  for (const view of ["graph", "table", "text"] as View[]) {
    byId(`panel-${view}`).hidden = view !== state.view;
    const tab = byId(`tab-${view}`);
    tab.setAttribute("aria-selected", String(view === state.view));
    tab.tabIndex = view === state.view ? 0 : -1;
  }
  if (state.view === "graph" && answer.ended) {
    void graph.show({ nodes, edges, hidden: state.hidden.length, nothing: nothing(answer, seen), fresh });
    fresh = false;
  }
  if (state.view === "table") table.show(answer, seen);
  if (state.view === "text") showText(text(answer, seen) || nothing(answer, seen));
  const d = answer.done;
  const count = (n: number, what: string) => `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`;
  const rows = seen.rows.length === answer.rows.length ? count(seen.rows.length, "row") : `${seen.rows.length} of ${count(answer.rows.length, "row")}`;
  const words = [rows, count(nodes.length, "node"), count(edges.length, "edge")];
  if (d) words.push(`${d.seconds.toFixed(2)} s`);
  else if (answer.rows.length > 0) words.push(answer.ended ? "broken off" : "so far");
  if (d?.cut) words.push("cut: there are more rows");
  if (d?.picture_cut) words.push("not all is drawn");
  fill(byId("summary"), words.join(" · "), ...(d?.hints ?? []).map((h) => el("span", { class: "hint" }, h)));
}

function showText(all: string): void {
  const copy = () => navigator.clipboard.writeText(all).then(() => say("Copied"), () => say("The browser does not let this be copied"));
  fill(byId("panel-text"), el("button", { type: "button", class: "copy", onclick: copy }, "Copy"), el("pre", { tabindex: "0", role: "region", "aria-label": "Results as text" }, all));
}

// ---- Asking

/** run asks what stands in the box, or what an address holds. */
async function run(restore = false): Promise<void> {
  const query = restore ? state.query : box.query();
  if (!query.trim()) return box.focus();
  running?.abort();
  const abort = (running = new AbortController());
  if (!restore) {
    state = { ...state, query, expanded: {}, hidden: [], edge: "", node: "" };
    closeDetails();
    keepAddress(true);
  }
  tour.leave(query);
  fail(null);
  const statuses = state.statuses.join();
  const asks = `${query} ${statuses}`;
  const bounds = state.language === "walk" && asks === cutWalk ? boundsOf(state) : {};
  answered = { statuses, bounds: JSON.stringify(bounds).slice(1, -1) };
  const next = empty();
  let due = 0; // when rows are shown that are there before the end
  fill(byId("run"), "Stop");
  byId("results").setAttribute("aria-busy", "true");
  try {
    const add = collector(next, symmetric);
    let told: api.Problem | undefined;
    await api.query({ language: state.language, query, status: state.statuses, ...bounds }, (m) => {
      add(m);
      told ??= m.error;
      if (m.row) due ||= window.setTimeout(() => { due = 0; show(next); }, 500);
    }, abort.signal).finally(() => clearTimeout(due));
    if (told) fail(told); // Rows that came before it stand.
    if (!told) asked.add({ hash: encode(state), language: state.language, query });
    if (!told || next.rows.length > 0) await take(next, restore);
    if (state.language === "walk" && next.done?.cut && !answered.bounds) {
      cutWalk = asks;
      askLater();
    }
  } catch (error) {
    if (!abort.signal.aborted) fail(error instanceof api.Failed ? error.problem : { code: "internal", message: String(error) });
    else if (running === abort && next.rows.length > 0) await take(next, restore); // What came before the stop stands.
  } finally {
    if (running === abort) {
      running = null;
      fill(byId("run"), "Run");
      byId("results").removeAttribute("aria-busy");
    }
  }
}

/** show puts an answer in the place of the last one. It may still be coming. */
function show(next: Answer): void {
  byId("results").removeAttribute("aria-busy"); // What is shown is no longer the last answer.
  answer = next;
  more = empty();
  byId("welcome").hidden = true;
  byId("answer").hidden = false;
  byId("filters").hidden = false;
  fresh = true;
  render();
}

/** take shows an answer that has ended. */
async function take(next: Answer, restore: boolean): Promise<void> {
  next.ended = true;
  show(next);
  if (!restore) return;
  const { edge, node } = state;
  await Promise.all(Object.entries(state.expanded).slice(0, 20).map(([id, n]) => neighbours(id, n)));
  fresh = more.nodes.size > 0;
  if (fresh) render();
  const e = edgeOf(edge);
  if (e && !details.hidden) evidence.show([e]); // Other statuses were asked for.
  else if (e) openEdges([e], false);
  else if (node) openNode(node, false);
}

function fail(p: api.Problem | null): void {
  problem.hidden = !p;
  box.mark(p);
  const place = p?.line && !p.message.startsWith("column") ? `Line ${p.line}, column ${p.column}: ` : "";
  fill(problem, p ? place + p.message : "");
}

/** boundsOf are those filters that the server knows too. */
const boundsOf = (s: State) => ({ ...(s.since && { since: s.since }), ...(s.until && { until: s.until }), ...(s.confidence > 0 && { min_confidence: s.confidence }) });

let askDue = 0;

/** askLater asks a cut walk anew, once the filters rest: more rows may pass than
 * those that came. */
function askLater(): void {
  clearTimeout(askDue);
  const stale = () => cutWalk === `${state.query} ${state.statuses.join()}` && JSON.stringify(boundsOf(state)).slice(1, -1) !== answered.bounds;
  if (stale()) askDue = window.setTimeout(() => stale() && run(true), 300);
}

/** update changes filters or the view. Statuses that were not asked for take a new
 * query; all else is in the answer, unless that was cut. */
function update(change: Partial<State>): void {
  state = { ...state, ...change };
  keepAddress(false);
  const known = answered.statuses.split(",");
  if (change.statuses?.some((s) => !known.includes(s))) void run(true);
  else {
    render();
    askLater();
  }
}

let addressDue = 0;

/** keepAddress writes the state into the address, where it is no step of its own a
 * moment later: browsers bound how often that may be done. */
function keepAddress(push: boolean): void {
  clearTimeout(addressDue);
  const address = "#" + encode(state);
  if (push && address !== location.hash) history.pushState(null, "", address);
  else addressDue = window.setTimeout(() => history.replaceState(null, "", "#" + encode(state)), 100);
}

/** apply does what an address says. */
function apply(hash: string): void {
  clearTimeout(addressDue);
  state = decode(hash);
  setLanguage(state.language, state.query);
  closeDetails();
  if (state.query) return void run(true);
  running?.abort();
  answer = empty();
  byId("welcome").hidden = false;
  byId("answer").hidden = true;
  byId("filters").hidden = true;
  fail(null);
}

// ---- Expanding

const step = 12;

async function neighbours(id: string, limit: number): Promise<boolean> {
  try {
    const p = await api.neighbours(id, limit, state.statuses.join());
    for (const n of p.nodes) if (!answer.nodes.has(n.id)) more.nodes.set(n.id, n);
    for (const e of p.edges.map((x) => straight(x, symmetric))) if (!answer.edges.has(e.id)) more.edges.set(e.id, e);
    return p.cut;
  } catch (error) {
    fail(error instanceof api.Failed ? error.problem : { code: "internal", message: String(error) });
    return false;
  }
}

async function expand(id: string): Promise<void> {
  if (nodeOf(id) && nodeOf(id)!.kind !== "entity") return;
  const limit = Math.min(300, (state.expanded[id] ?? 0) + step);
  const before = more.nodes.size;
  const cut = await neighbours(id, limit);
  update({ expanded: { ...state.expanded, [id]: limit }, hidden: state.hidden.filter((h) => h !== id), ...(state.view === "graph" ? {} : { view: "graph" as View }) });
  graph.select(id);
  const found = more.nodes.size - before;
  say(`${found === 0 ? "No further node" : found === 1 ? "1 node more" : `${found} nodes more`}${cut ? "; expand again for others" : ""}`);
}

// ---- Evidence and cards

const pane = el("div", { class: "pane" });
const back: (() => void)[] = [];
const backButton = el("button", { type: "button", onclick: () => { back.pop(); back.pop()?.(); } }, "‹ Back");
fill(details, el("div", { class: "bar" }, backButton, el("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => closeDetails(true) }, "×")), pane);
let opener: HTMLElement | null = null;

const known = new Map<string, api.Entity>();
const evidence = new EvidencePane(pane, () => state, {
  node: openNode,
  entity: (id) => nodeOf(id) ?? known.get(id),
  looked: (e) => {
    state = { ...state, edge: e.id, node: "" };
    keepAddress(false);
    graph.mark(e.id);
  },
});
const card = new CardPane(pane, {
  node: openNode,
  evidence: (edges, nodes) => {
    for (const n of nodes) known.set(n.id, n);
    openEdges(edges);
  },
  expand: (id) => void expand(id),
  walk: (id) => {
    setLanguage("walk", `${/^[\w/.-]+$/.test(id) ? id : `"${id}"`} -> * -> *`);
    void run();
  },
});

function openDetails(show: () => unknown, focus: boolean): void {
  if (details.hidden) {
    opener = document.activeElement as HTMLElement | null;
    back.length = 0;
  }
  back.push(() => openDetails(show, true));
  backButton.hidden = back.length < 2;
  details.hidden = false;
  details.scrollTop = 0;
  void Promise.resolve(show()).then(() => focus && details.querySelector<HTMLElement>("h2")?.focus());
}

function openEdges(edges: api.GraphEdge[], focus = true): void {
  if (edges.length > 0) openDetails(() => evidence.show(edges), focus);
}

function openNode(id: string, focus = true): void {
  if (!focus && !details.hidden && state.node === id) return;
  openDetails(() => {
    state = { ...state, edge: "", node: id };
    keepAddress(false);
    return card.show(id);
  }, focus);
}

function closeDetails(focus = false): void {
  if (details.hidden) return;
  details.hidden = true;
  graph.mark("");
  if (state.edge || state.node) {
    state = { ...state, edge: "", node: "" };
    keepAddress(false);
  }
  if (focus) (opener?.isConnected ? opener : byId("results")).focus();
}

// ---- Controls

/** Each language keeps its own text while the other is looked at. */
const texts: Record<api.Language, string> = { walk: "", gizmo: "" };

function setLanguage(language: api.Language, query: string): void {
  state.language = language;
  texts[language] = query;
  const radio = document.querySelector<HTMLInputElement>(`input[name=language][value=${language}]`);
  if (radio) radio.checked = true;
  box.set(language, query);
}

for (const radio of document.querySelectorAll<HTMLInputElement>("input[name=language]")) {
  radio.addEventListener("change", async () => {
    const to = radio.value as api.Language;
    const other = to === "walk" ? "gizmo" : "walk";
    texts[other] = box.query();
    fail(null);
    // A walk can be had as a script, so that it can be carried on from there.
    if (to === "gizmo" && !texts.gizmo && texts.walk.trim()) texts.gizmo = await api.explain(texts.walk).catch(() => "");
    setLanguage(to, texts[to]);
  });
}

const tour = new Tour(byId("tour"), byId("welcome"), (e) => {
  state = { ...initial(), view: state.view };
  setLanguage(e.language, e.query);
  void run();
});
const queries = new Queries(byId<HTMLDialogElement>("queries"), (hash) => {
  history.pushState(null, "", "#" + hash);
  apply(hash);
}, (i) => tour.go(i));

byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  if (running) running.abort();
  else void run();
});
byId("queries-open").addEventListener("click", () => queries.show(tour.examples));
byId("save").addEventListener("click", () => {
  const query = box.query().trim();
  if (query) queries.show(tour.examples, { hash: encode({ ...state, query }), language: state.language, query });
  else box.focus();
});
byId("share").addEventListener("click", () =>
  navigator.clipboard.writeText(location.href.replace(/#.*|$/, "#" + encode(state))).then(() => say("The link is copied"), () => say("The link stands in the address bar")),
);
byId("skip").addEventListener("click", (event) => {
  event.preventDefault(); // The part of the address behind "#" is the state's.
  byId("results").focus();
});
for (const view of ["graph", "table", "text"] as View[]) byId(`tab-${view}`).addEventListener("click", () => update({ view }));
roving(byId("tabs"), "[role=tab]", { next: ["ArrowRight"], previous: ["ArrowLeft"] });
byId("tabs").addEventListener("focusin", (event) => {
  const view = (event.target as HTMLElement).id.replace("tab-", "") as View;
  if (view !== state.view) update({ view });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !details.hidden && !byId<HTMLDialogElement>("queries").open) closeDetails(true);
});
window.addEventListener("popstate", () => apply(location.hash));
theme(byId<HTMLButtonElement>("theme"), () => graph.restyle());

async function start(): Promise<void> {
  byId<HTMLDetailsElement>("filters").open = wide.matches;
  const shape = api.ontology().then((o) => {
    for (const c of o.classes) parents.set(c.name, c.parent);
    for (const p of o.predicates) if (p.symmetric) symmetric.add(p.name);
  });
  const greeted = Promise.all([
    api.examples().then((e) => tour.load(e)),
    api.stats().then((s) => {
      const sum = (m: Record<string, number>) => Object.values(m).reduce((a, b) => a + b, 0).toLocaleString("en");
      fill(byId("stats"), `${s.documents.toLocaleString("en")} reports · ${sum(s.entities)} entities · ${sum(s.statements)} statements`);
    }),
  ]);
  await shape.catch((error: unknown) => fail(error instanceof api.Failed ? error.problem : { code: "internal", message: String(error) }));
  apply(location.hash);
  if (!state.query && matchMedia("(pointer: fine)").matches) box.focus();
  await greeted.catch(() => {}); // The page works without.
}

void start();
