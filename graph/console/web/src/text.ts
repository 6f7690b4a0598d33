// The results as text: walks as the command line prints them, a script's values
// as lines of JSON.
import type { Row } from "./api";
import { when, type Answer } from "./answer";
import { span } from "./table";

export function text(answer: Answer, rows: Row[]): string {
  return rows.map((r) => (r.value !== undefined ? JSON.stringify(r.value) : walk(answer, r))).join("\n");
}

function walk(a: Answer, r: Row): string {
  const name = (id: string | undefined) => a.nodes.get(id ?? "")?.name ?? "";
  let line = name(r.nodes?.[0]);
  const told: string[] = [];
  r.edges?.forEach((id, i) => {
    const e = a.edges.get(id);
    if (!e) return;
    const [left, right] = e.subject === r.nodes?.[i] ? [" -> ", " -> "] : [" <- ", " <- "];
    line += left + e.predicate + right + name(r.nodes?.[i + 1]);
    for (const x of e.evidence.slice(0, 3)) {
      const { from, to } = when(x);
      const by = x.attributed_to ? ` by ${x.attributed_to.name}` : "";
      told.push(`    ${span(from, to) || "undated"}  ${x.status}${by}  "${x.sentence.replace(/\s+/g, " ")}" [${x.source || x.document}]`);
    }
    if (e.evidence.length > 3) told.push(`    and ${e.evidence.length - 3} more`);
  });
  return [line, ...told].join("\n");
}
