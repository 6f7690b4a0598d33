// Marks in a text. Spans count bytes of UTF-8, and JavaScript counts UTF-16, so
// texts are cut as bytes and each piece is decoded by itself.
import type { Span } from "./api";

export interface Mark extends Span {
  kind: string;
}

export interface Piece {
  text: string;
  kinds: string[];
}

/** pieces cuts a text at the marks; they may overlap. The text begins at the byte
 * offset of a longer one, in which the marks count. */
export function pieces(text: string, marks: Mark[], offset = 0): Piece[] {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const within = (n: number) => Math.min(Math.max(n - offset, 0), bytes.length);
  const spans = marks.map((m) => ({ kind: m.kind, start: within(m.start), end: within(m.end) })).filter((m) => m.start < m.end);
  const cuts = [...new Set([0, bytes.length, ...spans.flatMap((m) => [m.start, m.end])])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i]!;
    const kinds = spans.filter((m) => m.start <= start && m.end >= end).map((m) => m.kind);
    return { text: decoder.decode(bytes.subarray(start, end)), kinds: [...new Set(kinds)] };
  });
}
