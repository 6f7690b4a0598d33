// What classes look like: a colour and a shape each, so that neither is needed
// to tell them apart. One outline serves the drawing, the legend and the SVG.
import type { Entity } from "./api";
import { classOf } from "./answer";
import { svg } from "./dom";

export interface Look {
  name: string;
  /** A custom property of style.css. */
  colour: string;
  /** Corners from -1 to 1; none for a circle. */
  outline: number[];
}

const corners = (n: number, turn = 0): number[] =>
  Array.from({ length: n }, (_, i) => (2 * Math.PI * i) / n - Math.PI / 2 + turn).flatMap((a) => [Math.cos(a), Math.sin(a)]);

const looks = {
  person: { name: "Person", colour: "--person", outline: [] },
  group: { name: "Armed group", colour: "--group", outline: corners(6) },
  forces: { name: "Military, police", colour: "--forces", outline: corners(8, Math.PI / 8) },
  organisation: { name: "Organisation", colour: "--organisation", outline: [-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9] },
  country: { name: "Country", colour: "--country", outline: corners(5) },
  site: { name: "Site", colour: "--site", outline: [-0.95, 0.85, -0.95, -0.25, 0, -0.95, 0.95, -0.25, 0.95, 0.85] },
  place: { name: "Place", colour: "--place", outline: corners(4) },
  weapon: { name: "Weapon", colour: "--weapon", outline: [0, -1, 1, 0.8, -1, 0.8] },
  event: { name: "Event", colour: "--event", outline: star(5) },
  report: { name: "Report, sentence", colour: "--report", outline: [-0.7, -1, 0.3, -1, 0.7, -0.5, 0.7, 1, -0.7, 1] },
  other: { name: "Other", colour: "--other", outline: [-1, -0.55, 1, -0.55, 1, 0.55, -1, 0.55] },
} satisfies Record<string, Look>;

function star(points: number): number[] {
  return corners(points * 2).map((c, i) => (Math.floor(i / 2) % 2 ? c * 0.45 : c));
}

/** The classes that look other than their type. */
const byClass: Record<string, Look> = {
  ArmedGroup: looks.group, Military: looks.forces, Police: looks.forces, Country: looks.country, Site: looks.site,
  Event: looks.event, Report: looks.report, Sentence: looks.report,
};

const byType: Record<string, Look> = { Person: looks.person, Organisation: looks.organisation, Place: looks.place, Weapon: looks.weapon };

/** inOrder is the order of legends. */
export const inOrder: Look[] = Object.values(looks);

export function lookOf(n: Entity & { kind?: string }): Look {
  return byClass[classOf(n)] ?? byType[n.type] ?? looks.other;
}

/** lookOfClass serves where only the class is known: its parent's look then. */
export function lookOfClass(name: string, type: string): Look {
  return byClass[name] ?? byType[type] ?? byType[name] ?? looks.other;
}

/** shape draws a look around a point. */
export function shape(look: Look, x: number, y: number, radius: number, attributes: Record<string, string | number> = {}): SVGElement {
  if (look.outline.length === 0) return svg("circle", { cx: x, cy: y, r: radius, ...attributes });
  const points = look.outline.map((c, i) => (c * radius + (i % 2 ? y : x)).toFixed(1)).join(" ");
  return svg("polygon", { points, ...attributes });
}

/** icon is a look in a text. */
export function icon(look: Look): SVGElement {
  const drawing = svg("svg", { viewBox: "-8 -8 16 16", class: "icon", "aria-hidden": "true" });
  const drawn = shape(look, 0, 0, 7);
  drawn.style.fill = `var(${look.colour})`;
  drawing.append(drawn);
  return drawing;
}

/** colour resolves a custom property of the page's style. */
export function colour(property: string): string {
  const probe = document.createElement("i");
  probe.style.color = `var(${property})`;
  probe.hidden = true;
  document.body.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}
