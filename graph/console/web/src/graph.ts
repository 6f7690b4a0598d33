// The panel around the drawing: its tools, its legend, what can be done with the
// selected node, and the same as a list. Everything works by keys.
import type { GraphEdge, GraphNode } from "./api";
import { words } from "./answer";
import { download, el, fill } from "./dom";
import type { Drawing } from "./drawing";
import { icon, inOrder, lookOf } from "./looks";
import { chip } from "./table";

export interface Actions {
  /** node opens the card of a node. */
  node(id: string): void;
  expand(id: string): void;
  hide(id: string): void;
  /** unhide shows again what was hidden. */
  unhide(): void;
  edge(id: string): void;
  say(text: string): void;
}

export interface Shown {
  nodes: GraphNode[];
  edges: GraphEdge[];
  hidden: number;
  /** What to say where there is nothing to draw. */
  nothing: string;
  fresh: boolean;
}

const keysHelp = "Arrow keys move between nodes, Enter expands, C opens the card, P pins, H hides, F fits, + and - zoom. The list below holds the same.";

export class Graph {
  private drawing: Drawing | null = null;
  private loading: Promise<Drawing> | null = null;
  private shown: Shown = { nodes: [], edges: [], hidden: 0, nothing: "", fresh: true };
  private selected = "";
  private readonly canvas = el("div", { class: "canvas", tabindex: "0", role: "application", "aria-roledescription": "graph", "aria-label": "Graph of the results", "aria-describedby": "graph-keys" });
  private readonly legend = el("ul", { class: "legend", "aria-label": "Legend" });
  private readonly node = el("div", { class: "node", role: "group", "aria-label": "Selected node", hidden: true });
  private readonly note = el("p", { class: "note quiet" });
  private readonly unhide = el("button", { type: "button", hidden: true, onclick: () => this.actions.unhide() });
  private readonly count = el("summary");
  private readonly items = el("ul");
  private readonly outline = el("details", { class: "outline" }, this.count, this.items);

  constructor(parent: HTMLElement, private readonly actions: Actions) {
    const button = (text: string, does: () => void, title?: string) => el("button", { type: "button", title, "aria-label": title, onclick: does }, text);
    const tools = el(
      "div", { class: "tools", role: "toolbar", "aria-label": "Drawing" },
      button("+", () => this.drawing?.zoom(1.25), "Zoom in"), button("−", () => this.drawing?.zoom(0.8), "Zoom out"),
      button("Fit", () => this.drawing?.fit()), button("Lay out", () => this.drawing?.layout(), "Lay out again"),
      this.unhide, button("PNG", () => this.export("png"), "Export as PNG"), button("SVG", () => this.export("svg"), "Export as SVG"),
    );
    const keys = el("p", { id: "graph-keys", class: "unseen" }, keysHelp);
    fill(parent, tools, this.note, el("div", { class: "stage" }, this.canvas), this.legend, this.node, keys, this.outline);
    this.canvas.addEventListener("keydown", (e) => this.key(e));
    this.outline.addEventListener("toggle", () => this.list());
  }

  async show(s: Shown): Promise<void> {
    this.shown = { ...s, fresh: s.fresh || this.shown.fresh };
    this.unhide.hidden = s.hidden === 0;
    fill(this.unhide, `Show ${s.hidden} hidden`);
    const drawing = await this.load();
    if (this.shown.nodes !== s.nodes) return; // Another answer came meanwhile.
    const most = (await import("./drawing")).mostNodes;
    const drawn = s.nodes.slice(0, most);
    drawing.show(drawn, s.edges, this.shown.fresh);
    this.shown.fresh = false;
    const ids = new Set(drawn.map((n) => n.id));
    if (this.selected && !ids.has(this.selected)) this.select("");
    else this.tell();
    fill(this.note, s.nodes.length > most ? `Drawn are the first ${most} of ${s.nodes.length} nodes; filters or a narrower query show the others.` : s.nodes.length === 0 ? s.nothing || "There is nothing to draw." : "");
    const used = new Set(drawn.map((n) => lookOf(n)));
    fill(this.legend, ...inOrder.filter((l) => used.has(l)).map((l) => el("li", {}, icon(l), l.name)));
    this.list();
  }

  private load(): Promise<Drawing> {
    this.loading ??= import("./drawing").then(({ Drawing }) => {
      this.drawing = new Drawing(this.canvas, {
        node: (id) => {
          this.select(id);
          this.actions.expand(id);
        },
        edge: (id) => this.actions.edge(id),
        background: () => this.select(""),
      });
      return this.drawing;
    });
    return this.loading;
  }

  /** select shows what can be done with a node. */
  select(id: string): void {
    this.selected = id;
    this.drawing?.select(id);
    this.tell();
  }

  /** mark rings an edge whose evidence is read. */
  mark(edge: string): void {
    this.drawing?.select(edge || this.selected);
  }

  restyle(): void {
    this.drawing?.restyle();
  }

  private edgesAt(id: string): GraphEdge[] {
    return this.shown.edges.filter((e) => e.subject === id || e.object === id);
  }

  private name(id: string): string {
    return this.shown.nodes.find((n) => n.id === id)?.name ?? id;
  }

  private tell(): void {
    const n = this.shown.nodes.find((x) => x.id === this.selected);
    this.node.hidden = !n;
    if (!n) return;
    const button = (text: string, does: () => void) => el("button", { type: "button", onclick: does }, text);
    fill(
      this.node, el("strong", {}, icon(lookOf(n)), n.name),
      button("Expand", () => this.actions.expand(n.id)), n.kind === "entity" && button("Card", () => this.actions.node(n.id)),
      button(this.drawing?.isPinned(n.id) ? "Unpin" : "Pin", () => this.pin(n.id)), button("Hide", () => this.actions.hide(n.id)),
      this.edges(n.id),
    );
  }

  private edges(id: string): HTMLElement {
    const items = this.edgesAt(id).map((e) => {
      const text = e.subject === id ? `${words(e.predicate)} ${e.symmetric ? "–" : "→"} ${this.name(e.object)}` : `${e.symmetric ? "–" : "←"} ${words(e.predicate)} ${this.name(e.subject)}`;
      return el("li", {}, el("button", { type: "button", class: "predicate", onclick: () => this.actions.edge(e.id) }, text));
    });
    return el("ul", { class: "edges", "aria-label": "Edges" }, ...items);
  }

  private pin(id: string): void {
    const pinned = this.drawing?.pin(id);
    this.tell();
    this.actions.say(`${this.name(id)} is ${pinned ? "pinned" : "not pinned any more"}`);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.drawing) return;
    const at = this.selected;
    const moves: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const does: Record<string, () => void> = {
      Enter: () => at && this.actions.expand(at), c: () => at && this.actions.node(at), p: () => at && this.pin(at), h: () => at && this.actions.hide(at),
      f: () => this.drawing?.fit(), "+": () => this.drawing?.zoom(1.25), "-": () => this.drawing?.zoom(0.8),
    };
    const move = moves[event.key];
    if (move) {
      this.select(this.drawing.beside(at, ...move));
      this.actions.say(`${this.name(this.selected)}, ${this.edgesAt(this.selected).length} edges`);
    } else if (does[event.key]) does[event.key]!();
    else return;
    event.preventDefault();
  }

  private list(): void {
    fill(this.count, `The same as a list: ${this.shown.nodes.length} nodes`);
    fill(this.items, ...(this.outline.open ? this.shown.nodes : []).map((n) => el("li", {}, chip(n, (id) => this.select(id)), this.edges(n.id))));
  }

  private async export(kind: "png" | "svg"): Promise<void> {
    if (!this.drawing) return;
    const file = kind === "png" ? await this.drawing.png() : (await import("./picture")).picture(this.drawing.cy);
    download(`sitrep.${kind}`, file);
  }
}
