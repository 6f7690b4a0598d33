// What the page shows, as its address holds it behind the "#", so that an
// address can be kept and shared. The part behind the "#" is never sent to a
// server.
import type { Language } from "./api";

export type View = "graph" | "table" | "text";

export interface Filter {
  /** Dates, or empty. */
  since: string;
  until: string;
  statuses: string[];
  confidence: number;
  /** Classes and predicates that are not shown. */
  withoutClasses: string[];
  withoutPredicates: string[];
}

export interface State extends Filter {
  language: Language;
  query: string;
  view: View;
  /** Nodes that were expanded, and by how many neighbours. */
  expanded: Record<string, number>;
  hidden: string[];
  /** The edge or node whose evidence or card is open. */
  edge: string;
  node: string;
}

export const statuses = ["asserted", "reported", "threatened", "denied"];
const usual = ["asserted", "reported"];

export function initial(): State {
  return {
    language: "walk", query: "", view: "graph", since: "", until: "", statuses: [...usual], confidence: 0,
    withoutClasses: [], withoutPredicates: [], expanded: {}, hidden: [], edge: "", node: "",
  };
}

/** encode leaves out what is as usual. */
export function encode(s: State): string {
  const p = new URLSearchParams();
  if (s.query) p.set(s.language, s.query);
  if (s.view !== "graph") p.set("view", s.view);
  if (s.since) p.set("since", s.since);
  if (s.until) p.set("until", s.until);
  if (s.statuses.join() !== usual.join()) p.set("status", s.statuses.join());
  if (s.confidence > 0) p.set("confidence", String(s.confidence));
  for (const c of s.withoutClasses) p.append("without-class", c);
  for (const c of s.withoutPredicates) p.append("without-predicate", c);
  for (const [id, n] of Object.entries(s.expanded)) p.append("expand", `${n} ${id}`);
  for (const id of s.hidden) p.append("hide", id);
  if (s.edge) p.set("edge", s.edge);
  if (s.node) p.set("node", s.node);
  return p.toString();
}

const date = /^\d{4}(-\d\d(-\d\d)?)?$/;

/** decode takes what it understands: an address can hold anything. */
export function decode(hash: string): State {
  const p = new URLSearchParams(hash.replace(/^#/, ""));
  const s = initial();
  for (const language of ["walk", "gizmo"] as const) {
    const query = p.get(language);
    if (query) Object.assign(s, { language, query });
  }
  const view = p.get("view");
  if (view === "table" || view === "text") s.view = view;
  for (const end of ["since", "until"] as const) {
    const day = p.get(end) ?? "";
    if (date.test(day)) s[end] = day;
  }
  if (p.has("status")) s.statuses = statuses.filter((x) => p.get("status")!.split(",").includes(x));
  const confidence = Number(p.get("confidence"));
  if (confidence > 0 && confidence <= 1) s.confidence = confidence;
  s.withoutClasses = p.getAll("without-class");
  s.withoutPredicates = p.getAll("without-predicate");
  for (const e of p.getAll("expand")) {
    const [, n, id] = /^(\d{1,3}) (.+)$/.exec(e) ?? [];
    if (n && id) s.expanded[id] = Number(n);
  }
  s.hidden = p.getAll("hide");
  s.edge = p.get("edge") ?? "";
  s.node = p.get("node") ?? "";
  return s;
}
