import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode, initial, type State } from "../../src/state";

test("an address brings the state back", () => {
  const s: State = {
    language: "gizmo", query: 'g.V("<entity/place/iran>")\n  .out("<a&b>") // 100% #1', view: "table", since: "2021", until: "2021-12-18",
    statuses: ["reported", "denied"], confidence: 0.35, withoutClasses: ["Site", "Country"], withoutPredicates: ["part_of"],
    expanded: { "place/iran": 24, "person/a b": 12 }, hidden: ["place/syria"], edge: "a attacked b", node: "",
  };
  assert.deepEqual(decode("#" + encode(s)), s);
  assert.deepEqual(decode(""), initial());
  assert.equal(encode(initial()), "");
});

test("an address can hold anything", () => {
  const s = decode("#walk=x&view=y&since=yesterday&status=asserted,nonsense&confidence=7&expand=12&expand=-1%20a&constructor=1");
  assert.deepEqual(s, { ...initial(), query: "x", statuses: ["asserted"] });
  assert.deepEqual(decode("#%E0%A4%A"), initial());
});
