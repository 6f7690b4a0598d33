import assert from "node:assert/strict";
import { test } from "node:test";
import type { Evidence, GraphEdge, GraphNode, Row } from "../../src/api";
import { brief, collector, counts, edgesOf, empty, facets, filter, type Answer } from "../../src/answer";
import { initial } from "../../src/state";

const node = (id: string, type: string, subtype = ""): GraphNode => ({ id, name: id, type, subtype, kind: "entity" });

const evidence = (o: Partial<Evidence>): Evidence => ({
  status: "asserted", confidence: 0.9, time: null, document: "d", source: "d", published: "2021-12-20", sentence: "", ...o,
});

const edge = (subject: string, predicate: string, object: string, ...e: Partial<Evidence>[]): GraphEdge => ({
  id: `${subject} ${predicate} ${object}`, subject, object, predicate, evidence: e.map(evidence), support: e.length,
});

/** a --attacked (2020)--> b --part_of (2023)--> c, and d --denied--> b. */
function answer(): Answer {
  const a = empty();
  const add = collector(a, new Set(["met"]));
  for (const n of [node("a", "Organisation", "ArmedGroup"), node("b", "Place", "Site"), node("c", "Place", "Country"), node("d", "Person")]) add({ node: n });
  add({ edge: edge("a", "attacked", "b", { time: { from: "2020-01-02", to: "2020-01-03", text: "" }, confidence: 0.5 }) });
  add({ edge: edge("b", "part_of", "c", { time: { from: "2023", to: "2023", text: "" } }) });
  add({ edge: edge("d", "denied", "b", { status: "denied" }) });
  add({ row: { nodes: ["a", "b", "c"], edges: ["a attacked b", "b part_of c"] } });
  add({ row: { nodes: ["d", "b"], edges: ["d denied b"] } });
  return a;
}

const all = { ...initial(), statuses: ["asserted", "reported", "threatened", "denied"] };
const seen = (a: Answer, change: Partial<typeof all> = {}, more = empty()) => {
  const v = filter(a, more, { ...all, ...change });
  return { rows: v.rows.length, nodes: [...v.nodes].sort().join(""), edges: v.edges.size };
};

test("without filters all is shown", () => {
  assert.deepEqual(seen(answer()), { rows: 2, nodes: "abcd", edges: 3 });
});

test("a row needs all of its edges, and takes them along when it goes", () => {
  assert.deepEqual(seen(answer(), { since: "2021" }), { rows: 1, nodes: "bd", edges: 1 });
  assert.deepEqual(seen(answer(), { confidence: 0.6 }), { rows: 1, nodes: "bd", edges: 1 });
  assert.deepEqual(seen(answer(), { withoutPredicates: ["part_of"] }), { rows: 1, nodes: "bd", edges: 1 });
  assert.deepEqual(seen(answer(), { withoutClasses: ["Person"] }), { rows: 1, nodes: "abc", edges: 2 });
  assert.deepEqual(seen(answer(), { statuses: ["asserted"] }), { rows: 1, nodes: "abc", edges: 2 });
});

test("what was expanded is shown beside the rows, and filtered alike", () => {
  const more = empty();
  more.nodes.set("e", node("e", "Weapon", "Drone"));
  const uses = edge("a", "uses", "e", { confidence: 0.7 });
  more.edges.set(uses.id, uses);
  assert.deepEqual(seen(answer(), {}, more), { rows: 2, nodes: "abcde", edges: 4 });
  assert.deepEqual(seen(answer(), { confidence: 0.8 }, more), { rows: 1, nodes: "bd", edges: 1 });
});

test("rows of a script go with the last edge of their node", () => {
  const a = answer();
  a.rows = [{ value: { id: "<entity/a>" }, nodes: ["a"] }, { value: { id: "<entity/d>" }, nodes: ["d"] }, { value: 3 }];
  assert.deepEqual(seen(a), { rows: 3, nodes: "abcd", edges: 3 });
  assert.deepEqual(seen(a, { statuses: ["asserted"] }), { rows: 2, nodes: "abc", edges: 2 });
});

test("time counts by overlap, and by the report's date where there is none", () => {
  const within = (e: Partial<Evidence>, since: string, until: string) => counts(brief(evidence(e)), { ...all, since, until });
  const week = { time: { from: "2021-12-13", to: "2021-12-19", text: "last week" } };
  assert.equal(within(week, "2021-12-19", ""), true);
  assert.equal(within(week, "2021-12-20", ""), false);
  assert.equal(within(week, "", "2021-12-13"), true);
  assert.equal(within(week, "", "2021-12-12"), false);
  assert.equal(within(week, "2021", "2021"), true);
  assert.equal(within({}, "2021-12-20", "2021-12"), true);
  assert.equal(within({}, "2021-12-21", ""), false);
  assert.equal(within({ published: "" }, "1900", ""), false);
  assert.equal(within({ published: "" }, "", ""), true);
});

test("evidence that did not come along counts too, what else its event is said to be does not", () => {
  const a = empty();
  const add = collector(a, new Set());
  const late = { time: { from: "2023", to: "2023", text: "" } };
  add({ edge: { ...edge("a", "attacked", "b", {}), more: [{ status: "asserted", confidence: 0.4, from: "1999-01-02", to: "1999-01-02", document: "x" }], support: 2 } });
  add({ edge: edge("c", "attacked", "b", {}, { ...late, as: { subject: node("a", ""), predicate: "bombed", object: node("b", "") } }) });
  for (const id of ["a", "b", "c"]) add({ node: node(id, "Place") });
  const edges = (change: Partial<typeof all>) => [...filter(a, empty(), { ...all, ...change }).edges];
  assert.deepEqual(edges({ until: "2000" }), ["a attacked b"]);
  assert.deepEqual(edges({ until: "2000", confidence: 0.5 }), []);
  assert.deepEqual(edges({ since: "2022" }), []);
  assert.equal(facets(a.nodes.values(), a.edges.values()).dates[0], "1999-01-02");
});

test("an edge that holds both ways is one, whichever way a walk goes", () => {
  const a = empty();
  const add = collector(a, new Set(["met"]));
  add({ edge: edge("b", "met", "a", {}) });
  add({ row: { nodes: ["b", "a"], edges: ["b met a"] } });
  add({ edge: edge("a", "met", "b", {}) });
  add({ row: { nodes: ["a", "b"], edges: ["a met b"] } });
  assert.deepEqual([...a.edges.keys()], ["a met b"]);
  assert.deepEqual(a.rows.map((r) => r.edges), [["a met b"], ["a met b"]]);
});

test("a row rests on its own edges, else on those between its nodes, else on those around them", () => {
  const a = answer();
  const ids = (r: Row) => edgesOf(r, a).map((e) => e.id);
  assert.deepEqual(ids(a.rows[0]!), ["a attacked b", "b part_of c"]);
  assert.deepEqual(ids({ nodes: ["a", "b"] }), ["a attacked b"]);
  assert.deepEqual(ids({ nodes: ["c"] }), ["b part_of c"]);
  a.nodes.set("statement/1", { ...node("statement/1", ""), kind: "statement", link: { subject: node("d", ""), predicate: "killed", object: node("a", "") } });
  assert.deepEqual(ids({ nodes: ["statement/1"] }), ["d killed a"]);
});

test("facets count classes, predicates and dates", () => {
  const a = answer();
  const f = facets(a.nodes.values(), a.edges.values());
  assert.deepEqual([...f.classes], [["ArmedGroup", 1], ["Site", 1], ["Country", 1], ["Person", 1]]);
  assert.deepEqual([...f.predicates], [["attacked", 1], ["part_of", 1], ["denied", 1]]);
  assert.deepEqual(f.dates, ["2020-01-02", "2021-12-20", "2023-01-01"]);
});
