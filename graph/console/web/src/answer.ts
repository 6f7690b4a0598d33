// An answer and the filter over it. Table, graph and text show what the filter
// leaves, so they always agree.
import type { Brief, Done, Entity, Evidence, GraphEdge, GraphNode, Message, Row } from "./api";
import type { Filter } from "./state";

export interface Answer {
  rows: Row[];
  nodes: Map<string, GraphNode>;
  edges: Map<string, GraphEdge>;
  done?: Done;
  /** ended is set once nothing more comes, be it whole or broken off. */
  ended?: boolean;
}

export const empty = (): Answer => ({ rows: [], nodes: new Map(), edges: new Map() });

/** straight gives an edge that holds both ways one direction and one ID, however
 * the walk went over it. */
export function straight(e: GraphEdge, symmetric: Set<string>): GraphEdge {
  if (!e.weight && !symmetric.has(e.predicate)) return e;
  const [subject, object] = e.subject <= e.object ? [e.subject, e.object] : [e.object, e.subject];
  return { ...e, subject, object, id: `${subject} ${e.predicate} ${object}`, symmetric: true };
}

/** collector returns a function that adds lines of an answer to it. */
export function collector(a: Answer, symmetric: Set<string>): (m: Message) => void {
  const ids = new Map<string, string>();
  return ({ node, edge, row, done }) => {
    if (node) a.nodes.set(node.id, node);
    if (edge) {
      const one = straight(edge, symmetric);
      ids.set(edge.id, one.id);
      if (!a.edges.has(one.id)) a.edges.set(one.id, one);
    }
    if (row) a.rows.push(row.edges ? { ...row, edges: row.edges.map((id) => ids.get(id) ?? id) } : row);
    if (done) {
      a.done = done;
      prune(a);
    }
  };
}

/** prune takes away a statement's own links to subject and object where the edge
 * that it tells is in the answer, and is drawn in its place. */
function prune(a: Answer): void {
  const told = (id: string) => {
    const link = a.nodes.get(id)?.link;
    return link && a.edges.has(between(link.subject, link.predicate, link.object, a).id);
  };
  for (const e of a.edges.values()) if (e.evidence.length === 0 && (told(e.subject) || told(e.object))) a.edges.delete(e.id);
}

/** Visible is what the filter leaves. */
export interface Visible {
  rows: Row[];
  nodes: Set<string>;
  edges: Set<string>;
  /** passes tells which evidence of an edge is left. */
  passes(e: Brief): boolean;
}

export const classOf = (n: Entity & { kind?: string }): string => n.subtype || n.type || kinds[n.kind ?? ""] || "Other";

/** words reads a name of the ontology: "claimed_responsibility", "ArmedGroup". */
export const words = (name: string): string => name.replaceAll("_", " ").replace(/([a-z])([A-Z])/g, "$1 $2");

const kinds: Record<string, string> = {
  event: "Event", document: "Report", sentence: "Sentence", statement: "Statement", class: "Class", predicate: "Predicate",
};

/** when is the time of what a sentence says; without one, its report's date. */
export function when(e: Evidence): { from: string; to: string } {
  const from = e.time?.from || e.time?.to || e.published || "";
  return { from, to: e.time?.to || e.time?.from || e.published || "" };
}

/** Told is a piece of evidence in short; as is set where it says something else of
 * the same event, and is none for the edge by itself. */
export type Told = Brief & { as?: boolean };

export const brief = (e: Evidence): Told => ({ status: e.status, confidence: e.confidence, document: e.document, as: Boolean(e.as), ...when(e) });

const everything = new WeakMap<GraphEdge, Told[]>();

/** told lists all that an edge rests on, the best first. */
export function told(e: GraphEdge): Told[] {
  let all = everything.get(e);
  if (!all) everything.set(e, (all = [...e.evidence.map(brief), ...(e.more ?? [])]));
  return all;
}

const first = (date: string) => date + "-01-01".slice(Math.max(0, date.length - 4));
const last = (date: string) => date + "-12-31".slice(Math.max(0, date.length - 4));

/** counts tells whether a piece of evidence passes. Co-occurrence has no status. */
export function counts(e: Brief, f: Filter): boolean {
  if (e.status && !f.statuses.includes(e.status)) return false;
  if (e.confidence < f.confidence) return false;
  if (!f.since && !f.until) return true;
  return e.from !== "" && (!f.since || last(e.to) >= first(f.since)) && (!f.until || first(e.from) <= last(f.until));
}

/** filter keeps an edge if one piece of its evidence passes, and a row if all of
 * it does. A node goes with the last of its edges. More edges than those of the
 * rows come from nodes that were expanded. */
export function filter(a: Answer, more: Pick<Answer, "nodes" | "edges">, f: Filter): Visible {
  const nodes = new Map([...a.nodes, ...more.nodes]);
  const edges = new Map([...a.edges, ...more.edges]);
  const classed = (id: string) => {
    const node = nodes.get(id);
    return node !== undefined && !f.withoutClasses.includes(classOf(node));
  };
  const passed = new Set<string>();
  const joined = new Set<string>();
  const left = new Set<string>();
  for (const e of edges.values()) {
    joined.add(e.subject).add(e.object);
    const ok = !f.withoutPredicates.includes(e.predicate) && (e.evidence.length === 0 || told(e).some((x) => !x.as && counts(x, f)));
    if (ok && classed(e.subject) && classed(e.object)) {
      passed.add(e.id);
      left.add(e.subject).add(e.object);
    }
  }
  // A node that never had an edge stands by itself.
  const stays = (id: string) => classed(id) && (left.has(id) || !joined.has(id));
  const rows = a.rows.filter((r) => (r.edges ?? []).every((id) => passed.has(id)) && (r.nodes ?? []).every((id) => !nodes.has(id) || stays(id)));

  const shownEdges = new Set([...more.edges.keys()].filter((id) => passed.has(id)));
  const shownNodes = new Set<string>();
  const inRows = a.rows.some((r) => r.edges?.length);
  if (inRows) for (const r of rows) r.edges?.forEach((id) => shownEdges.add(id));
  else for (const id of a.edges.keys()) if (passed.has(id)) shownEdges.add(id);
  // Beside edges, a sentence or a predicate that hangs on nothing only fills the
  // picture.
  const drawn = (n: GraphNode) => n.kind === "entity" || n.kind === "event" || joined.has(n.id) || edges.size === 0;
  const draw = (id: string) => {
    const node = nodes.get(id);
    if (node && drawn(node)) shownNodes.add(id);
  };
  for (const r of rows) r.nodes?.forEach(draw);
  for (const id of shownEdges) {
    const e = edges.get(id)!;
    shownNodes.add(e.subject).add(e.object);
  }
  if (!inRows) for (const id of nodes.keys()) if (stays(id)) draw(id);
  return { rows, nodes: shownNodes, edges: shownEdges, passes: (e) => counts(e, f) };
}

/** nothing says why no row is shown, if so. */
export const nothing = (a: Answer, { rows }: Pick<Visible, "rows">): string => (rows.length > 0 ? "" : a.rows.length > 0 ? "The filters leave no row." : "The graph has no answer to this.");

/** Facets are what there is to filter by, with how often. */
export interface Facets {
  classes: Map<string, number>;
  predicates: Map<string, number>;
  /** One date for each piece of evidence that has one, sorted. */
  dates: string[];
}

export function facets(nodes: Iterable<GraphNode>, edges: Iterable<GraphEdge>): Facets {
  const found: Facets = { classes: new Map(), predicates: new Map(), dates: [] };
  const count = (m: Map<string, number>, key: string) => m.set(key, (m.get(key) ?? 0) + 1);
  for (const n of nodes) count(found.classes, classOf(n));
  for (const e of edges) {
    count(found.predicates, e.predicate);
    for (const { from } of told(e)) {
      if (/^\d{4}(-\d\d){0,2}$/.test(from)) found.dates.push(first(from));
    }
  }
  found.dates.sort();
  return found;
}

/** edgesOf finds the edges that a row rests on: those that it names, else those
 * that its statements tell, else those between its nodes, else those that join
 * its nodes with others. */
export function edgesOf(row: Row, a: Answer): GraphEdge[] {
  if (row.edges?.length) return row.edges.flatMap((id) => a.edges.get(id) ?? []);
  const told = (row.nodes ?? []).flatMap((id) => {
    const link = a.nodes.get(id)?.link;
    return link ? [between(link.subject, link.predicate, link.object, a)] : [];
  });
  if (told.length > 0) return told;
  const own = new Set(row.nodes);
  const proven = [...a.edges.values()].filter((e) => e.evidence.length > 0);
  const inner = proven.filter((e) => own.has(e.subject) && own.has(e.object));
  return inner.length > 0 ? inner : proven.filter((e) => own.has(e.subject) || own.has(e.object));
}

/** between is an edge of the answer, or one whose evidence is still to be asked
 * for: what is denied or threatened is no edge of it. */
function between(s: Entity, predicate: string, o: Entity, a: Answer): GraphEdge {
  const id = `${s.id} ${predicate} ${o.id}`;
  return a.edges.get(id) ?? a.edges.get(`${o.id} ${predicate} ${s.id}`) ?? { id, subject: s.id, object: o.id, predicate, evidence: [], support: 0 };
}
