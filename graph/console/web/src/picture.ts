// The drawing as SVG, with its legend, for reports and slides.
import type { Core } from "cytoscape";
import { svg } from "./dom";
import { colour, inOrder, shape } from "./looks";

export function picture(cy: Core): Blob {
  const seen = cy.elements().not(".gone");
  const box = seen.boundingBox();
  const [ink, quiet, surface, line] = ["--ink", "--quiet", "--surface", "--edge"].map(colour) as [string, string, string, string];
  const used = inOrder.filter((l) => cy.nodes().not(".gone").some((n) => n.data("look") === l.name));
  const margin = 24;
  const [x, y, width] = [box.x1 - margin, box.y1 - margin, Math.max(box.w + 2 * margin, 200)];
  const height = box.h + 2 * margin + 20 * used.length;

  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: [x, y, width, height].map((n) => n.toFixed(1)).join(" "), width: Math.round(width), height: Math.round(height), "font-family": "system-ui, sans-serif" });
  root.append(
    svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 6, markerHeight: 6, orient: "auto" }, svg("path", { d: "M0 0 8 4 0 8z", fill: line }))),
    svg("rect", { x, y, width, height, fill: surface }),
  );
  const halo = { "paint-order": "stroke", stroke: surface, "stroke-width": 3, "text-anchor": "middle" };
  seen.edges().forEach((e) => {
    const [s, t] = [e.sourceEndpoint(), e.targetEndpoint()];
    const bend = (e.controlPoints() ?? [])[0];
    const middle = e.midpoint();
    const attributes: Record<string, string | number> = { fill: "none", stroke: line, "stroke-width": Number(e.data("width")), d: `M${s.x} ${s.y}` + (bend ? `Q${bend.x} ${bend.y} ${t.x} ${t.y}` : `L${t.x} ${t.y}`) };
    const status = e.data("status") as string;
    if (!e.data("both")) attributes["marker-end"] = "url(#arrow)";
    if (status === "threatened") attributes["stroke-dasharray"] = "6 4";
    if (status === "denied") attributes["stroke-dasharray"] = "2 3";
    let turn = (Math.atan2(t.y - s.y, t.x - s.x) * 180) / Math.PI;
    if (Math.abs(turn) > 90) turn += 180;
    root.append(svg("path", attributes), svg("text", { x: middle.x, y: middle.y, dy: 3, "font-size": 9, fill: quiet, transform: `rotate(${turn.toFixed(1)} ${middle.x} ${middle.y})`, ...halo }, String(e.data("label"))));
  });
  seen.nodes().forEach((n) => {
    const p = n.position();
    const look = inOrder.find((l) => l.name === n.data("look"))!;
    root.append(shape(look, p.x, p.y, 13, { fill: colour(look.colour) }), svg("text", { x: p.x, y: p.y + 26, "font-size": 11, fill: ink, ...halo }, String(n.data("label"))));
  });
  used.forEach((l, i) => {
    const at = y + height - margin / 2 - 20 * (used.length - i - 1) - 6;
    root.append(shape(l, x + margin, at, 7, { fill: colour(l.colour) }), svg("text", { x: x + margin + 14, y: at + 4, "font-size": 11, fill: ink }, l.name));
  });
  return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
}
