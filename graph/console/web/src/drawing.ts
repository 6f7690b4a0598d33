// The graph as Cytoscape draws it. Loaded only when a graph is shown.
import cytoscape, { type CollectionReturnValue, type Core, type EdgeSingular, type ElementDefinition, type LayoutOptions, type NodeCollection, type NodeSingular, type StylesheetJson } from "cytoscape";
import fcose from "cytoscape-fcose";
import type { GraphEdge, GraphNode } from "./api";
import { shown } from "./dom";
import { colour, inOrder, lookOf } from "./looks";

cytoscape.use(fcose);
cytoscape.warnings(false); // Edges that are too short to draw show themselves.

export interface Events {
  node(id: string): void;
  edge(id: string): void;
  /** background is a click beside everything. */
  background(): void;
}

/** More nodes than these say nothing any more, and take seconds to lay out. */
export const mostNodes = 300;

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Drawing {
  readonly cy: Core;
  /** fitted holds until somebody moves the view. */
  private fitted = true;
  /** due is a layout that waits until the drawing has a size. */
  private due = false;
  private chance = chance();

  constructor(container: HTMLElement, events: Events) {
    this.cy = cytoscape({ container, style: style(), minZoom: 0.1, maxZoom: 4, boxSelectionEnabled: false, autounselectify: true });
    this.cy.on("tap", "node", (e) => events.node((e.target as NodeSingular).id()));
    this.cy.on("tap", "edge", (e) => events.edge((e.target as EdgeSingular).data("edge") as string));
    this.cy.on("tap", (e) => e.target === this.cy && events.background());
    this.cy.on("mouseover", "node, edge", () => (container.style.cursor = "pointer"));
    this.cy.on("mouseout", "node, edge", () => (container.style.cursor = ""));
    this.cy.on("dragpan scrollzoom pinchzoom", () => (this.fitted = false));
    new ResizeObserver(() => {
      if (container.clientWidth === 0) return;
      this.cy.resize();
      if (this.due) this.layout();
      else if (this.fitted) this.fitNow();
    }).observe(container);
  }

  /** show draws nodes and edges. What stays keeps its place, unless all is new. */
  show(nodes: GraphNode[], edges: GraphEdge[], fresh: boolean): void {
    const cy = this.cy;
    const ids = new Set(nodes.map((n) => n.id));
    const drawn = edges.filter((e) => ids.has(e.subject) && ids.has(e.object));
    const kept = new Set([...ids, ...drawn.map((e) => edgeID(e.id))]);
    if (fresh) {
      cy.elements().remove();
      this.chance = chance();
    }
    const before = cy.nodes().map((n) => n.id());
    const added: ElementDefinition[] = [];
    for (const n of nodes) if (cy.getElementById(n.id).empty()) added.push({ group: "nodes", data: nodeData(n), position: this.near(n.id, drawn) });
    for (const e of drawn) if (cy.getElementById(edgeID(e.id)).empty()) added.push({ group: "edges", data: edgeData(e) });
    cy.batch(() => {
      cy.add(added);
      cy.elements().forEach((x) => void x.toggleClass("gone", !kept.has(x.id())));
    });
    this.due = fresh || this.due;
    if (this.cy.container()?.clientWidth === 0) return;
    if (this.due) this.layout();
    else if (added.some((x) => x.group === "nodes")) this.place(before);
  }

  /** layout places everything anew but what is pinned. */
  layout(): void {
    this.due = false;
    this.cy.resize();
    const seen = this.cy.elements().not(".gone");
    const pinned = seen.nodes(".pinned");
    if (pinned.nonempty()) this.run(seen, pinned, false);
    else {
      for (const part of seen.components()) this.run(part, pinned, true);
      this.pack(seen);
    }
    this.fitNow();
  }

  /** place finds room for what is new beside what it hangs on. */
  private place(before: string[]): void {
    const seen = this.cy.elements().not(".gone");
    const old = new Set(before);
    const from = new Map(seen.nodes().map((n): [string, { x: number; y: number }] => [n.id(), { ...n.position() } as { x: number; y: number }]));
    for (const part of seen.components()) {
      if (part.nodes().toArray().some((n) => !old.has(n.id()))) this.run(part, part.nodes(".pinned"), false);
    }
    if (seen.nodes(".pinned").empty()) this.pack(seen);
    if (calm() || seen.nodes().length > 150) return this.fitNow();
    seen.nodes().forEach((n) => {
      const to = { ...n.position() };
      n.position(from.get(n.id())!);
      n.animate({ position: to }, { duration: 250, complete: () => this.inSight() });
    });
  }

  /** inSight fits the view once something has left it. */
  private inSight(): void {
    const box = this.cy.elements().not(".gone").renderedBoundingBox();
    if (!this.cy.animated() && (box.x1 < 0 || box.y1 < 0 || box.x2 > this.cy.width() || box.y2 > this.cy.height())) this.fit();
  }

  /** run lays out a part of the graph; what is pinned stays. */
  private run(part: CollectionReturnValue, pinned: NodeCollection, randomize: boolean): void {
    const nodes = part.nodes();
    if (nodes.length === 1) return;
    if (nodes.length === 2 && randomize) return flatten(nodes, part.edges().first());
    const fixedNodeConstraint = pinned.nonempty() ? pinned.map((n) => ({ nodeId: n.id(), position: { ...n.position() } })) : undefined;
    const layout = part.layout({
      name: "fcose", quality: "default", animate: false, fit: false, randomize, fixedNodeConstraint,
      nodeDimensionsIncludeLabels: true, idealEdgeLength: 110, nodeRepulsion: 9000, nodeSeparation: 110, numIter: 1500,
    } as unknown as LayoutOptions);
    // fcose knows no seed: it asks Math.random where to start.
    const random = Math.random;
    Math.random = this.chance;
    try {
      layout.run();
    } finally {
      Math.random = random;
    }
  }

  /** pack sets parts that hang together beside each other. */
  private pack(seen: CollectionReturnValue): void {
    const parts = seen.components();
    if (parts.length < 2) return;
    const boxes = parts.map((part) => ({ part, box: part.boundingBox() })).sort((a, b) => b.box.h - a.box.h || b.box.w - a.box.w);
    const rows = shelves(boxes.map(({ box }) => box), this.cy.width() / this.cy.height());
    this.cy.batch(() => {
      boxes.forEach(({ part, box }, i) => {
        const [dx, dy] = [rows[i]!.x - box.x1, rows[i]!.y - box.y1];
        part.nodes().positions((n) => ({ x: n.position().x + dx, y: n.position().y + dy }));
      });
    });
  }

  private fitNow(): void {
    this.fitted = true;
    const seen = this.cy.elements().not(".gone");
    if (seen.empty()) return;
    this.cy.fit(seen, 28);
    if (this.cy.zoom() <= 1.3) return;
    this.cy.zoom(1.3);
    this.cy.center(seen);
  }

  /** near is beside a neighbour that is drawn already. */
  private near(id: string, edges: GraphEdge[]): { x: number; y: number } {
    for (const e of edges) {
      const other = e.subject === id ? e.object : e.object === id ? e.subject : "";
      const n = other ? this.cy.getElementById(other) : null;
      if (n?.nonempty()) {
        const { x, y } = n.position() as { x: number; y: number };
        const turn = this.chance() * 2 * Math.PI;
        return { x: x + 90 * Math.cos(turn), y: y + 90 * Math.sin(turn) };
      }
    }
    return { x: 0, y: 0 };
  }

  fit(): void {
    const eles = this.cy.elements().not(".gone");
    if (eles.empty() || calm() || eles.nodes().length < 4) return this.fitNow();
    this.fitted = true;
    this.cy.animate({ fit: { eles, padding: 28 } }, { duration: 250 });
  }

  zoom(factor: number): void {
    this.fitted = false;
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  /** select rings a node or an edge, and brings a node into sight. */
  select(id: string): void {
    this.cy.elements(".selected").removeClass("selected");
    if (!id) return;
    let x = this.cy.getElementById(id);
    if (x.empty()) x = this.cy.getElementById(edgeID(id));
    if (x.empty()) return;
    x.addClass("selected");
    const box = x.renderedBoundingBox();
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > this.cy.width() || box.y2 > this.cy.height()) this.cy.center(x);
  }

  pin(id: string): boolean {
    const n = this.cy.getElementById(id);
    n.toggleClass("pinned");
    const pinned = n.hasClass("pinned");
    if (pinned) n.lock();
    else n.unlock();
    return pinned;
  }

  isPinned(id: string): boolean {
    return this.cy.getElementById(id).hasClass("pinned");
  }

  /** beside finds the next node from one in a direction, as it looks. */
  beside(id: string, dx: number, dy: number): string {
    const nodes = this.cy.nodes().not(".gone");
    const at = this.cy.getElementById(id);
    if (at.empty() || at.hasClass("gone")) return nodes.first().id() ?? "";
    const from = at.position() as { x: number; y: number };
    let best = "";
    let least = Infinity;
    nodes.forEach((n) => {
      const p = n.position();
      const along = (p.x - from.x) * dx + (p.y - from.y) * dy;
      const across = Math.abs((p.x - from.x) * dy) + Math.abs((p.y - from.y) * dx);
      if (n.id() === id || along <= 0 || along + 2 * across >= least) return;
      least = along + 2 * across;
      best = n.id();
    });
    return best || id;
  }

  restyle(): void {
    this.cy.style(style());
  }

  png(): Promise<Blob> {
    return this.cy.png({ output: "blob-promise", full: true, scale: 2, bg: colour("--surface") }) as unknown as Promise<Blob>;
  }
}

/** chance is a sequence of numbers from 0 to 1, always the same one, so that a link
 * shows everyone the same picture (Park and Miller, CACM 31, 1988). */
function chance(): () => number {
  let state = 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** flatten lays a single edge flat, so that it reads as a line. */
function flatten(nodes: NodeCollection, edge: EdgeSingular): void {
  edge.source().position({ x: 0, y: 0 });
  nodes.not(edge.source()).position({ x: 150, y: 0 });
}

/** shelves sets boxes in rows, as wide as makes them all the largest in a page of
 * an aspect. */
function shelves(boxes: { w: number; h: number }[], aspect: number): { x: number; y: number }[] {
  const gap = 28;
  const area = boxes.reduce((sum, b) => sum + (b.w + gap) * (b.h + gap), 0);
  const widest = Math.max(...boxes.map((b) => b.w));
  let best: { x: number; y: number }[] = [];
  let least = Infinity;
  for (const factor of [0.8, 0.9, 1, 1.1, 1.2, 1.35, 1.5, 1.7]) {
    const width = Math.max(widest, Math.sqrt(area * aspect) * factor);
    let [x, y, height, used] = [0, 0, 0, 0];
    const places = boxes.map((b) => {
      if (x > 0 && x + b.w > width) [x, y, height] = [0, y + height + gap, 0];
      const place = { x, y };
      used = Math.max(used, x + b.w);
      x += b.w + gap;
      height = Math.max(height, b.h);
      return place;
    });
    const size = Math.max(used / aspect, y + height);
    if (size < least) [least, best] = [size, places];
  }
  return best;
}

/** Nodes and edges share one space of IDs in Cytoscape. */
const edgeID = (id: string) => "edge " + id;

function nodeData(n: GraphNode): ElementDefinition["data"] {
  return { id: n.id, label: shown(n.name).slice(0, 60), look: lookOf(n).name };
}

function edgeData(e: GraphEdge): ElementDefinition["data"] {
  return {
    id: edgeID(e.id), edge: e.id, source: e.subject, target: e.object, label: e.predicate.replaceAll("_", " "),
    width: 1.2 + Math.min(4, Math.max(0, (e.support || 1) - 1)) * 0.6, status: e.evidence[0]?.status ?? "", both: e.symmetric ? 1 : 0,
  };
}

function style(): StylesheetJson {
  const [ink, quiet, surface, accent, line] = ["--ink", "--quiet", "--surface", "--accent", "--edge"].map(colour);
  return [
    {
      selector: "node",
      style: {
        width: 26, height: 26, label: "data(label)", color: ink, "font-size": 12, "font-family": "system-ui, sans-serif", "text-valign": "bottom", "text-margin-y": 4,
        "text-wrap": "wrap", "text-max-width": "120px", "text-background-color": surface, "text-background-opacity": 0.8, "text-background-padding": "1px",
        "border-width": 1, "border-color": surface, "min-zoomed-font-size": 5,
      },
    },
    ...inOrder.map((l) => ({
      selector: `node[look = "${l.name}"]`,
      style: {
        "background-color": colour(l.colour),
        ...(l.outline.length ? { shape: "polygon", "shape-polygon-points": l.outline.map((c) => c.toFixed(3)).join(" ") } : { shape: "ellipse" }),
      },
    })),
    {
      selector: "edge",
      style: {
        width: "data(width)", label: "data(label)", color: quiet, "font-size": 10, "font-family": "system-ui, sans-serif", "text-rotation": "autorotate",
        "text-background-color": surface, "text-background-opacity": 0.85, "text-background-padding": "1px", "min-zoomed-font-size": 7,
        "line-color": line, "target-arrow-color": line, "target-arrow-shape": "triangle", "arrow-scale": 0.8, "curve-style": "bezier", "control-point-step-size": 46,
      },
    },
    { selector: 'edge[status = "threatened"]', style: { "line-style": "dashed" } },
    { selector: 'edge[status = "denied"]', style: { "line-style": "dotted" } },
    { selector: "edge[both = 1]", style: { "target-arrow-shape": "none" } },
    { selector: "node.pinned", style: { "border-width": 3, "border-color": ink, "border-style": "double" } },
    { selector: "node.selected", style: { "outline-width": 3, "outline-color": accent, "outline-offset": 3 } },
    { selector: "edge.selected", style: { "line-color": accent, "target-arrow-color": accent, color: ink, "z-index": 9 } },
    { selector: ".gone", style: { display: "none" } },
  ] as unknown as StylesheetJson;
}
