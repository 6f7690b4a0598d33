import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces, type Mark } from "../../src/marks";

/** mark finds a word's bytes. */
function mark(text: string, word: string, kind: string): Mark {
  const start = Buffer.byteLength(text.slice(0, text.indexOf(word)));
  return { start, end: start + Buffer.byteLength(word), kind };
}

const told = (text: string, marks: Mark[], offset = 0) => pieces(text, marks, offset).map((p) => [p.text, p.kinds.join("+")]);

test("bytes beyond ASCII are counted as UTF-8", () => {
  const text = "“Müller” 🚀 attacked Ordóñez.";
  assert.deepEqual(told(text, [mark(text, "Müller", "subject"), mark(text, "attacked", "trigger"), mark(text, "Ordóñez", "object")]), [
    ["“", ""], ["Müller", "subject"], ["” 🚀 ", ""], ["attacked", "trigger"], [" ", ""], ["Ordóñez", "object"], [".", ""],
  ]);
});

test("marks overlap and nest", () => {
  const text = "Iran's attack";
  assert.deepEqual(told(text, [mark(text, "Iran's attack", "trigger"), mark(text, "Iran", "subject")]), [["Iran", "trigger+subject"], ["'s attack", "trigger"]]);
});

test("a sentence counts from its place in the report", () => {
  assert.deepEqual(told("über Iran", [{ start: 106, end: 110, kind: "subject" }], 100), [["über ", ""], ["Iran", "subject"]]);
});

test("marks outside the text, empty or torn do no harm", () => {
  assert.deepEqual(told("abc", [{ start: 1, end: 1, kind: "x" }, { start: 3, end: 90, kind: "y" }, { start: 8, end: 9, kind: "z" }]), [["abc", ""]]);
  assert.deepEqual(told("", [{ start: 0, end: 4, kind: "x" }]), []);
  assert.equal(pieces("é", [{ start: 0, end: 1, kind: "x" }]).length, 2);
});
