// The server's API, as openapi.yaml describes it.

export interface Entity {
  id: string;
  name: string;
  type: string;
  subtype: string;
}

export interface GraphNode extends Entity {
  /** entity, statement, event, document, sentence, class, predicate or empty. */
  kind: string;
  /** What a statement tells. */
  link?: { subject: Entity; predicate: string; object: Entity };
}

/** Span counts bytes of the report's text in UTF-8. */
export interface Span {
  start: number;
  end: number;
}

export interface Evidence {
  statement?: string;
  status: string;
  confidence: number;
  time: { from: string; to: string; text: string } | null;
  document: string;
  source: string;
  title?: string;
  published: string;
  sentence: string;
  sentence_span?: Span;
  trigger?: Span & { text: string };
  subject_span?: Span;
  object_span?: Span;
  attributed_to?: Entity;
  instrument?: Entity;
  place?: Entity;
  event?: string | null;
  as?: { subject: Entity; predicate: string; object: Entity };
}

/** Brief is as much of a piece of evidence as filters look at. */
export interface Brief {
  status: string;
  confidence: number;
  /** The report's date where the text tells no time. */
  from: string;
  to: string;
  document: string;
}

export interface GraphEdge {
  id: string;
  subject: string;
  object: string;
  predicate: string;
  evidence: Evidence[];
  /** The evidence that did not come along. */
  more?: Brief[];
  support: number;
  weight?: { count: number; npmi: number };
  /** Set by collect: it holds both ways. */
  symmetric?: boolean;
}

export interface Row {
  value?: unknown;
  nodes?: string[];
  edges?: string[];
}

export interface Done {
  rows: number;
  cut: boolean;
  picture_cut: boolean;
  seconds: number;
  hints?: string[];
}

/** Problem is an error as the server tells it. */
export interface Problem {
  code: string;
  message: string;
  line?: number;
  column?: number;
}

export class Failed extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

export type Language = "walk" | "gizmo";

export interface Query {
  language: Language;
  query: string;
  status?: string[];
  since?: string;
  until?: string;
  min_confidence?: number;
}

export interface Example {
  title: string;
  language: Language;
  query: string;
}

export interface Completion {
  replace: string;
  items: { text: string; label: string; kind: string; detail: string }[];
}

export interface Neighbour {
  node: Entity;
  support: number;
  evidence?: Evidence[];
  weight?: { count: number; npmi: number };
}

export interface Group {
  predicate: string;
  total: number;
  neighbours: Neighbour[];
}

export interface Report {
  id: string;
  source: string;
  title: string;
  published: string;
  text: string;
}

export interface Card extends Entity {
  aliases: string[];
  out: Group[];
  in: Group[];
  co_occurring: Neighbour[];
  documents: Omit<Report, "text">[];
  cut: boolean;
}

export interface Picture {
  nodes: GraphNode[];
  edges: GraphEdge[];
  cut: boolean;
}

export interface Stats {
  documents: number;
  entities: Record<string, number>;
  statements: Record<string, number>;
}

export interface Ontology {
  classes: { name: string; parent: string }[];
  predicates: { name: string; parent: string; symmetric: boolean }[];
}

/** Message is a line of an answer: one field is set. */
export interface Message {
  row?: Row;
  node?: GraphNode;
  edge?: GraphEdge;
  done?: Done;
  error?: Problem;
}

async function ask(path: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch("/api/v1/" + path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Failed({ code: "network", message: "sitrep does not answer; is it still running?" });
  }
  if (response.ok) return response;
  const told = (await response.json().catch(() => null)) as { error?: Problem } | null;
  throw new Failed(told?.error ?? { code: "internal", message: `the server answered ${response.status}` });
}

async function get<T>(path: string, parameters: Record<string, string> = {}, signal?: AbortSignal): Promise<T> {
  const query = new URLSearchParams(parameters).toString();
  const response = await ask(query ? `${path}?${query}` : path, signal ? { signal } : undefined);
  return (await response.json()) as T;
}

export const stats = () => get<Stats>("stats");
export const ontology = () => get<Ontology>("ontology");
export const examples = async () => (await get<{ examples: Example[] }>("examples")).examples;
export const complete = (language: Language, before: string, signal: AbortSignal) => get<Completion>("complete", { language, before }, signal);
export const entity = (id: string) => get<Card>("entity", { id });
export const neighbours = (id: string, limit: number, status: string) => get<Picture>("neighbours", { id, limit: String(limit), status });
export const evidence = (edge: { subject: string; predicate: string; object: string }, status: string) =>
  get<GraphEdge>("evidence", { subject: edge.subject, predicate: edge.predicate, object: edge.object, status });

/** explain returns a script that finds what a walk finds. */
export async function explain(query: string): Promise<string> {
  const response = await ask("explain", { method: "POST", body: JSON.stringify({ language: "walk", query }), headers: { "Content-Type": "application/json" } });
  return ((await response.json()) as { gizmo: string }).gizmo;
}

const reports = new Map<string, Promise<Report>>();

/** report is asked for once: the graph does not change while it is served. */
export function report(id: string): Promise<Report> {
  let found = reports.get(id);
  if (!found) {
    found = get<Report>("report", { id });
    found.catch(() => reports.delete(id));
    reports.set(id, found);
  }
  return found;
}

/** query calls take for every line of the answer, as lines come. */
export async function query(q: Query, take: (m: Message) => void, signal: AbortSignal): Promise<void> {
  const response = await ask("query", { method: "POST", body: JSON.stringify(q), headers: { "Content-Type": "application/json" }, signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = done ? "" : lines.pop()!;
    for (const line of lines) if (line.trim()) take(JSON.parse(line) as Message);
    if (done) return;
  }
}
