// What the graph knows about one entity.
import { entity as ask, Failed, type Card, type Entity, type GraphEdge, type Group, type Neighbour } from "./api";
import { classOf, words } from "./answer";
import { el, fill } from "./dom";
import { icon, lookOf } from "./looks";
import { chip } from "./table";

export interface Actions {
  node(id: string): void;
  evidence(edges: GraphEdge[], nodes: Entity[]): void;
  expand(id: string): void;
  /** walk asks for all that leads from an entity. */
  walk(id: string): void;
}

export class CardPane {
  private turn = 0;

  constructor(private readonly parent: HTMLElement, private readonly actions: Actions) {}

  async show(id: string): Promise<void> {
    const turn = ++this.turn;
    fill(this.parent, el("p", { class: "quiet" }, "…"));
    try {
      const card = await ask(id);
      if (turn === this.turn) this.draw(card);
    } catch (error) {
      if (turn === this.turn) fill(this.parent, el("p", { class: "quiet" }, error instanceof Failed ? error.message : String(error)));
    }
  }

  private draw(c: Card): void {
    const section = (title: string, ...children: (Node | null)[]) => (children.length > 0 ? el("section", {}, el("h3", {}, title), ...children) : null);
    fill(
      this.parent,
      el("h2", { tabindex: "-1" }, icon(lookOf(c)), c.name), el("p", { class: "quiet" }, words(classOf(c))),
      c.aliases.length > 0 && el("p", {}, el("span", { class: "quiet" }, "Also "), c.aliases.join(" · ")),
      el("div", { class: "actions" }, button("Expand in the graph", () => this.actions.expand(c.id)), button("Walk from here", () => this.actions.walk(c.id))),
      ...c.out.map((g) => this.group(c, g, true)), ...c.in.map((g) => this.group(c, g, false)),
      section("Named together with", ...this.together(c)), section("Reports", ...reports(c)),
      c.cut && el("p", { class: "quiet" }, "The lists are cut; a walk shows all."),
    );
  }

  private group(c: Card, g: Group, out: boolean): HTMLElement {
    const predicate = words(g.predicate);
    const items = g.neighbours.map((n) => el("li", {}, chip(n.node, this.actions.node), this.said(c, g.predicate, n, out)));
    return el("section", {}, el("h3", {}, out ? `${predicate} →` : `← ${predicate}`, el("span", { class: "quiet" }, ` ${g.total}`)), el("ul", {}, ...items));
  }

  /** said opens the evidence between the card's entity and another. */
  private said(c: Card, predicate: string, n: Neighbour, out: boolean): HTMLElement {
    const [subject, object] = out ? [c, n.node] : [n.node, c];
    const edge: GraphEdge = { id: `${subject.id} ${predicate} ${object.id}`, subject: subject.id, object: object.id, predicate, evidence: n.evidence ?? [], support: n.support };
    if (n.weight) edge.weight = n.weight;
    const statuses = new Set((n.evidence ?? []).map((e) => e.status));
    const odd = ["threatened", "denied"].filter((s) => statuses.has(s) && statuses.size === 1).join();
    const shown = n.support > 1 ? `${n.support} times` : "evidence";
    return el(
      "span", { class: "said" }, odd && el("span", { class: `status ${odd}` }, odd),
      el("button", { type: "button", class: "small", "aria-label": `${shown}: ${subject.name} ${predicate} ${object.name}`, onclick: () => this.actions.evidence([edge], [c, n.node]) }, shown),
    );
  }

  private together(c: Card): HTMLElement[] {
    if (c.co_occurring.length === 0) return [];
    return [el("ul", { class: "inline" }, ...c.co_occurring.slice(0, 12).map((n) => el("li", {}, chip(n.node, this.actions.node))))];
  }
}

const button = (text: string, does: () => void) => el("button", { type: "button", onclick: does }, text);

function reports(c: Card): HTMLElement[] {
  if (c.documents.length === 0) return [];
  return [el("ul", {}, ...c.documents.map((d) => el("li", {}, d.title || d.source || d.id, el("span", { class: "quiet" }, ` ${d.published}`))))];
}
