// The results as text: walks as the command line prints them, a script's values
// as lines of JSON.
import type { Row } from "./api";
import { brief, told, when, type Answer, type Visible } from "./answer";
import { span } from "./table";

export function text(answer: Answer, { rows, passes }: Pick<Visible, "rows" | "passes">): string {
  return rows.map((r) => (r.value !== undefined ? JSON.stringify(r.value) : walk(answer, r, passes))).join("\n");
}

function walk(a: Answer, r: Row, passes: Visible["passes"]): string {
  const name = (id: string | undefined) => a.nodes.get(id ?? "")?.name ?? "";
  let line = name(r.nodes?.[0]);
  const lines: string[] = [];
  r.edges?.forEach((id, i) => {
    const e = a.edges.get(id);
    if (!e) return;
    const [left, right] = e.subject === r.nodes?.[i] ? [" -> ", " -> "] : [" <- ", " <- "];
    line += left + e.predicate + right + name(r.nodes?.[i + 1]);
    const shown = e.evidence.filter((x) => passes(brief(x))).slice(0, 3);
    for (const x of shown) {
      const { from, to } = when(x);
      const by = x.attributed_to ? ` by ${x.attributed_to.name}` : "";
      lines.push(`    ${span(from, to) || "undated"}  ${x.status}${by}  "${x.sentence.replace(/\s+/g, " ")}" [${x.source || x.document}]`);
    }
    const more = told(e).filter(passes).length - shown.length;
    if (more > 0) lines.push(`    and ${more} more`);
  });
  return [line, ...lines].join("\n");
}
