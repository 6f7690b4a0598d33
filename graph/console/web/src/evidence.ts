// What an edge rests on: each sentence that says it, marked in its report.
import { evidence as ask, Failed, report, type Entity, type Evidence, type GraphEdge } from "./api";
import { brief, counts, when, words } from "./answer";
import { el, fill } from "./dom";
import type { Filter } from "./state";
import { pieces, type Mark } from "./marks";
import { chip, span } from "./table";

export interface Actions {
  node(id: string): void;
  /** name finds what an entity is called. */
  entity(id: string): Entity | undefined;
  /** looked tells which edge is read. */
  looked(edge: GraphEdge): void;
}

export class EvidencePane {
  private turn = 0;

  constructor(private readonly parent: HTMLElement, private readonly filter: () => Filter, private readonly actions: Actions) {}

  /** show steps through the evidence of edges, and between them. */
  show(edges: GraphEdge[], at = 0): void {
    const edge = edges[at];
    if (!edge) return;
    const turn = ++this.turn;
    this.actions.looked(edge);
    const body = el("div", { class: "steps" });
    const others = edges.length > 1 && el(
      "div", { class: "others", role: "group", "aria-label": "Edges of this row" },
      ...edges.slice(0, 20).map((e, i) =>
        el("button", { type: "button", "aria-pressed": String(i === at), onclick: () => this.show(edges, i) }, `${this.name(e.subject)} ${words(e.predicate)} ${this.name(e.object)}`),
      ),
    );
    const name = (id: string) => {
      const n = this.actions.entity(id);
      return n ? chip(n, this.actions.node) : id;
    };
    fill(this.parent, others, el("h2", { class: "edge", tabindex: "-1" }, name(edge.subject), el("span", { class: "arrow" }, ` ${words(edge.predicate)} ${edge.symmetric ? "–" : "→"} `), name(edge.object)), body);
    if (edge.evidence.length > 0) this.step(body, edge, edge.evidence, this.first(edge.evidence), turn);
    ask(edge, edge.evidence.length > 0 ? this.filter().statuses.join() : "all").then(
      (all) => turn === this.turn && all.evidence.length > edge.evidence.length && this.step(body, edge, all.evidence, this.first(all.evidence), turn),
      () => turn === this.turn && edge.evidence.length === 0 && this.step(body, edge, [], 0, turn), // Else what came with the answer stands.
    );
  }

  /** first is the first that passes the filter. */
  private first(all: Evidence[]): number {
    return Math.max(0, all.findIndex((e) => !e.as && counts(brief(e), this.filter())));
  }

  private name(id: string): string {
    return this.actions.entity(id)?.name ?? id;
  }

  private step(body: HTMLElement, edge: GraphEdge, all: Evidence[], at: number, turn: number): void {
    const e = all[at];
    if (!e) {
      fill(body, el("p", { class: "quiet" }, "No sentence says this: it is a fact of the graph itself."));
      return;
    }
    const go = (to: number) => {
      this.step(body, edge, all, to, turn);
      body.querySelector<HTMLElement>(to > at ? ".next" : ".previous")?.focus();
    };
    const reports = new Set(all.map((x) => x.document)).size;
    const stepper = el(
      "div", { class: "stepper", role: "group", "aria-label": "Sentences" },
      el("button", { type: "button", class: "previous", "aria-label": "Previous sentence", "aria-disabled": at === 0 && "true", onclick: () => at > 0 && go(at - 1) }, "‹"),
      el("span", { role: "status" }, `${at + 1} of ${all.length}`, el("span", { class: "quiet" }, reports === 1 ? " in one report" : ` in ${reports} reports`)),
      el("button", { type: "button", class: "next", "aria-label": "Next sentence", "aria-disabled": at === all.length - 1 && "true", onclick: () => at < all.length - 1 && go(at + 1) }, "›"),
    );
    const marks = marksOf(e);
    const fact = (title: string, value: Node | string | null | undefined | false) => value && [el("dt", {}, title), el("dd", {}, value)];
    const entity = (n: Entity | undefined) => n && chip(n, this.actions.node);
    const { from, to } = when(e);
    const facts = [
      fact("Status", e.status && el("span", { class: `status ${e.status}` }, e.status)),
      fact("When", e.time ? `${span(from, to)}${e.time.text ? ` (“${e.time.text}”)` : ""}` : from && `${from}, the report's date`),
      fact("Said by", entity(e.attributed_to)), fact("With", entity(e.instrument)), fact("At", entity(e.place)),
      fact("Confidence", e.status && e.confidence.toFixed(2)),
      fact("As", e.as && `${e.as.subject.name} ${words(e.as.predicate)} ${e.as.object.name}`),
      fact("Report", e.title || null), fact("Source", e.source || e.document), fact("Published", e.published),
    ].filter((f) => f !== null && f !== undefined && f !== false && f !== "") as HTMLElement[][];
    const text = el("div", { class: "report", tabindex: "0", role: "region", "aria-label": "The report" });
    fill(
      body, stepper, el("blockquote", {}, ...marked(e.sentence, marks, e.sentence_span?.start ?? 0)),
      el("p", { class: "key quiet" }, el("mark", { class: "subject" }, "subject"), el("mark", { class: "trigger" }, "trigger"), el("mark", { class: "object" }, "object")),
      el("dl", {}, ...facts.flat()), el("h3", {}, "In its report"), text,
    );
    report(e.document).then(
      (r) => {
        if (!r.text) fill(text, el("p", { class: "quiet" }, "The graph does not hold the text of this report."));
        else fill(text, ...marked(r.text, e.sentence_span ? [{ ...e.sentence_span, kind: "sentence" }, ...marks] : marks));
        const here = text.querySelector<HTMLElement>(".sentence");
        if (here) text.scrollTop = here.offsetTop - text.offsetTop - text.clientHeight / 3;
      },
      (error: unknown) => fill(text, el("p", { class: "quiet" }, error instanceof Failed ? error.message : String(error))),
    );
  }
}

function marksOf(e: Evidence): Mark[] {
  const marks: Mark[] = [];
  if (e.subject_span) marks.push({ ...e.subject_span, kind: "subject" });
  if (e.trigger) marks.push({ start: e.trigger.start, end: e.trigger.end, kind: "trigger" });
  if (e.object_span) marks.push({ ...e.object_span, kind: "object" });
  return marks;
}

function marked(text: string, marks: Mark[], offset = 0): Node[] {
  return pieces(text, marks, offset).map((p) => {
    if (p.kinds.length === 0) return el("span", {}, p.text);
    const roles = p.kinds.filter((k) => k !== "sentence");
    return el(roles.length > 0 ? "mark" : "span", { class: p.kinds.join(" "), title: roles.join(", ") || null }, p.text);
  });
}
