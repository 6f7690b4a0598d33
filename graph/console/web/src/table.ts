// The results as a table.
import type { Entity, GraphEdge, GraphNode, Row } from "./api";
import { edgesOf, nothing, told, words, type Answer, type Told, type Visible } from "./answer";
import { el, fill } from "./dom";
import { icon, lookOf } from "./looks";

export interface Actions {
  node(id: string): void;
  /** evidence opens the edges of a row. */
  evidence(edges: GraphEdge[]): void;
}

interface Column {
  title: string;
  cell(r: Row): Node | string | null;
  /** What rows are sorted by. */
  key(r: Row): string | number;
  number?: boolean;
}

export function chip(n: Entity & { kind?: string }, open: (id: string) => void): HTMLElement {
  return el("button", { type: "button", class: "chip", title: n.subtype || n.type || n.kind, onclick: () => open(n.id) }, icon(lookOf(n)), n.name);
}

/** span is a time as people read it. */
export function span(from: string, to: string): string {
  return from === to || !to ? from : `${from} – ${to}`;
}

const unique = (list: string[]) => [...new Set(list.filter(Boolean))];

/** More rows than these are drawn only when asked for: filters stay quick. */
const most = 300;

export class Table {
  private sorted = { column: -1, down: false };
  private all = false;
  private answer: Answer | null = null;
  private rows: Row[] = [];
  private passes: Visible["passes"] = () => true;

  constructor(private readonly parent: HTMLElement, private readonly actions: Actions) {}

  /** show draws rows by those of their evidence that pass the filter. */
  show(answer: Answer, { rows, passes }: Pick<Visible, "rows" | "passes">): void {
    if (answer !== this.answer) {
      this.sorted = { column: -1, down: false };
      this.all = false;
    }
    this.answer = answer;
    this.rows = rows;
    this.passes = passes;
    this.draw();
  }

  private draw(): void {
    const answer = this.answer!;
    const columns = answer.rows.some((r) => r.value !== undefined) ? this.valueColumns(answer) : this.walkColumns(answer);
    const { column, down } = this.sorted;
    const by = columns[column];
    const rows = [...this.rows];
    if (by) rows.sort((a, b) => compare(by.key(a), by.key(b)) * (down ? -1 : 1));
    const head = columns.map((c, i) => {
      const direction = i !== column ? "none" : down ? "descending" : "ascending";
      const sort = () => {
        this.sorted = { column: i, down: i === column && !down };
        this.draw();
        this.parent.querySelectorAll<HTMLElement>("th button")[i]?.focus();
      };
      return el("th", { scope: "col", "aria-sort": direction, class: c.number && "number" }, el("button", { type: "button", onclick: sort }, c.title));
    });
    const body = rows.slice(0, this.all ? rows.length : most).map((r) => {
      const edges = edgesOf(r, answer);
      const open = () => this.actions.evidence(edges);
      const button = edges.length > 0 && el("button", { type: "button", class: "small", onclick: open }, "Evidence");
      const line = el("tr", {}, ...columns.map((c) => el("td", { class: c.number && "number" }, c.cell(r))), el("td", {}, button));
      line.addEventListener("click", (event) => {
        if (edges.length > 0 && !(event.target as Element).closest("button, a") && !getSelection()?.toString()) open();
      });
      return line;
    });
    if (rows.length === 0) {
      fill(this.parent, el("p", { class: "nothing" }, nothing(answer, { rows })));
      return;
    }
    const table = el("table", {}, el("thead", {}, el("tr", {}, ...head, el("th", { scope: "col" }, el("span", { class: "unseen" }, "Evidence")))), el("tbody", {}, ...body));
    fill(this.parent, el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of results" }, table, body.length < rows.length && this.rest(rows.length, body.length)));
  }

  private rest(rows: number, drawn: number): HTMLElement {
    const show = () => {
      this.all = true;
      this.draw();
      this.parent.querySelectorAll<HTMLElement>("tbody tr")[drawn]?.querySelector("button")?.focus();
    };
    return el("button", { type: "button", class: "rest", onclick: show }, `Show the other ${rows - drawn} rows`);
  }

  private walkColumns(a: Answer): Column[] {
    const length = Math.max(0, ...a.rows.map((r) => r.nodes?.length ?? 0));
    const columns: Column[] = [];
    for (let i = 0; i < length; i++) {
      const title = i === 0 ? "From" : i === 1 && length === 2 ? "To" : `To (${i})`;
      columns.push({
        title,
        cell: (r) => this.nodeCell(a.nodes.get(r.nodes?.[i] ?? "")),
        key: (r) => a.nodes.get(r.nodes?.[i] ?? "")?.name ?? "",
      });
      if (i < length - 1) {
        columns.push({
          title: length === 2 ? "Edge" : `Edge ${i + 1}`,
          cell: (r) => this.edgeCell(a.edges.get(r.edges?.[i] ?? ""), r.nodes?.[i]),
          key: (r) => a.edges.get(r.edges?.[i] ?? "")?.predicate ?? "",
        });
      }
    }
    const passing = (id: string): Told[] => {
      const e = a.edges.get(id);
      return e ? told(e).filter(this.passes) : [];
    };
    const evidence = (r: Row) => (r.edges ?? []).flatMap(passing);
    const best = (r: Row) => (r.edges ?? []).flatMap((id) => passing(id).find((e) => !e.as) ?? []);
    const sure = (r: Row) => Math.min(1, ...best(r).map((e) => e.confidence));
    const time = (r: Row) => {
      const times = best(r).filter((t) => t.from);
      return { from: times.map((t) => t.from).sort()[0] ?? "", to: times.map((t) => t.to).sort().at(-1) ?? "" };
    };
    columns.push(
      { title: "When", cell: (r) => el("span", { class: "when" }, span(time(r).from, time(r).to)), key: (r) => time(r).from },
      { title: "Status", cell: (r) => unique(best(r).map((e) => e.status)).join(", "), key: (r) => best(r)[0]?.status ?? "" },
      { title: "Confidence", number: true, cell: (r) => sure(r).toFixed(2), key: sure },
      { title: "Reports", number: true, cell: (r) => String(unique(evidence(r).map((e) => e.document)).length), key: (r) => unique(evidence(r).map((e) => e.document)).length },
    );
    return columns;
  }

  private nodeCell(n: GraphNode | undefined): Node | string {
    return n ? chip(n, this.actions.node) : "";
  }

  private edgeCell(e: GraphEdge | undefined, from: string | undefined): Node | string {
    if (!e) return "";
    const predicate = words(e.predicate);
    const text = e.symmetric ? predicate : e.subject === from ? `${predicate} →` : `← ${predicate}`;
    return el("button", { type: "button", class: "predicate", onclick: () => this.actions.evidence([e]) }, text);
  }

  private valueColumns(a: Answer): Column[] {
    const isObject = (v: unknown): v is Record<string, unknown> => typeof v === "object" && v !== null && !Array.isArray(v);
    const keys = unique(a.rows.flatMap((r) => (isObject(r.value) ? Object.keys(r.value) : ["value"])));
    return keys.map((key) => {
      const get = (r: Row) => (isObject(r.value) ? r.value[key] : key === "value" ? r.value : undefined);
      return {
        title: key,
        number: this.rows.some((r) => typeof get(r) === "number"),
        cell: (r: Row) => this.valueCell(a, get(r)),
        key: (r: Row) => {
          const v = get(r);
          return typeof v === "number" ? v : typeof v === "string" ? (a.nodes.get(nodeOf(v))?.name ?? v) : JSON.stringify(v ?? "");
        },
      };
    });
  }

  private valueCell(a: Answer, v: unknown): Node | string {
    if (v === undefined || v === null) return "";
    if (typeof v === "string") {
      const n = a.nodes.get(nodeOf(v));
      if (!n) return v.length > 50 ? el("span", { class: "sentence" }, v) : v;
      if (n.kind === "entity") return chip(n, this.actions.node);
      return el("span", { class: "sentence" }, n.name);
    }
    return typeof v === "object" ? JSON.stringify(v) : String(v);
  }
}

/** nodeOf turns a value of a script into the ID of a node. */
export function nodeOf(value: string): string {
  return /^<.+>$/.test(value) ? value.slice(1, -1).replace(/^urn:sitrep:/, "").replace(/^entity\//, "") : "";
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}
