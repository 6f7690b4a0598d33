// The filters: time, class, predicate, status and confidence.
import { words, type Facets } from "./answer";
import { el, fill } from "./dom";
import { icon, lookOfClass } from "./looks";
import { statuses, type Filter } from "./state";

export class Filters {
  private days: [number, number] = [0, 0];
  private pending: Partial<Filter> = {};
  private readonly since = el("input", { type: "range", "aria-label": "From" });
  private readonly until = el("input", { type: "range", "aria-label": "To" });
  private readonly sinceDate = dateBox("From, as a date");
  private readonly untilDate = dateBox("To, as a date");
  private readonly bars = el("div", { class: "bars", "aria-hidden": "true" });
  private readonly time = el("fieldset", { class: "time" }, el("legend", {}, "Time"), this.bars, el("div", { class: "thumbs" }, this.since, this.until), el("div", { class: "dates" }, this.sinceDate, this.untilDate));
  private readonly confidence = el("input", { type: "range", min: "0", max: "1", step: "0.05", "aria-label": "Least confidence" });
  private readonly least = el("output");
  private readonly status = el("fieldset");
  private readonly classes = el("fieldset");
  private readonly predicates = el("fieldset");

  constructor(parent: HTMLElement, private readonly count: HTMLElement, private readonly types: (name: string) => string, private readonly changed: (f: Partial<Filter>) => void) {
    fill(
      parent, this.time, el("fieldset", {}, el("legend", {}, "Confidence at least ", this.least), this.confidence), this.status, this.classes, this.predicates,
      el("button", { type: "button", onclick: () => changed({ since: "", until: "", confidence: 0, statuses: ["asserted", "reported"], withoutClasses: [], withoutPredicates: [] }) }, "Clear all"),
    );
    this.since.addEventListener("input", () => this.moved(this.since));
    this.until.addEventListener("input", () => this.moved(this.until));
    this.sinceDate.addEventListener("change", () => this.sinceDate.checkValidity() && changed({ since: this.sinceDate.value }));
    this.untilDate.addEventListener("change", () => this.untilDate.checkValidity() && changed({ until: this.untilDate.value }));
    this.confidence.addEventListener("input", () => this.change({ confidence: Number(this.confidence.value) }));
  }

  show(f: Filter, all: Facets): void {
    this.showTime(f, all.dates);
    this.confidence.value = String(f.confidence);
    this.confidence.setAttribute("aria-valuetext", f.confidence.toFixed(2));
    fill(this.least, f.confidence.toFixed(2));
    this.boxes(this.status, "Status", statuses.map((s) => ({ name: s, on: f.statuses.includes(s) })), (name, on) => ({ statuses: statuses.filter((s) => (s === name ? on : f.statuses.includes(s))) }));
    this.boxes(this.classes, "Class", sorted(all.classes, f.withoutClasses), (name, on) => ({ withoutClasses: toggled(f.withoutClasses, name, !on) }), (name) => icon(lookOfClass(name, this.types(name))));
    this.boxes(this.predicates, "Predicate", sorted(all.predicates, f.withoutPredicates), (name, on) => ({ withoutPredicates: toggled(f.withoutPredicates, name, !on) }));
    const on = [f.since || f.until, f.confidence > 0, f.statuses.join() !== "asserted,reported", f.withoutClasses.length, f.withoutPredicates.length].filter(Boolean).length;
    fill(this.count, on > 0 ? `(${on} set)` : "");
  }

  private showTime(f: Filter, dates: string[]): void {
    this.time.hidden = dates[0] === dates.at(-1) && !f.since && !f.until;
    if (this.time.hidden) return;
    const [from, to] = [dayOf(dates[0] ?? f.since ?? f.until), dayOf(dates.at(-1) ?? f.until ?? f.since)];
    this.days = [from, to];
    const step = Math.max(1, Math.round((to - from) / 200));
    const last = Math.ceil((to - from) / step);
    for (const input of [this.since, this.until]) Object.assign(input, { min: "0", max: String(Math.max(1, last)), step: "1" });
    const place = (day: string, otherwise: number) => (day ? Math.min(last, Math.max(0, Math.round((dayOf(day) - from) / step))) : otherwise);
    this.since.value = String(place(f.since, 0));
    this.until.value = String(place(f.until, Math.max(1, last)));
    this.since.setAttribute("aria-valuetext", f.since || `the beginning, ${dateOf(from)}`);
    this.until.setAttribute("aria-valuetext", f.until || `the end, ${dateOf(to)}`);
    this.sinceDate.value = f.since || dateOf(from);
    this.untilDate.value = f.until || dateOf(to);
    const bins = 40;
    const counts = new Array<number>(bins).fill(0);
    for (const d of dates) counts[Math.min(bins - 1, Math.floor(((dayOf(d) - from) / (to - from + 1)) * bins))]! += 1;
    const most = Math.max(1, ...counts);
    const within = (i: number) => {
      const middle = from + ((i + 0.5) / bins) * (to - from + 1);
      return (!f.since || middle >= dayOf(f.since)) && (!f.until || middle <= dayOf(f.until) + 1);
    };
    fill(this.bars, ...counts.map((n, i) => {
      const bar = el("i", { class: within(i) && "in" });
      bar.style.height = n === 0 ? "0" : `${Math.max(8, (100 * Math.sqrt(n)) / Math.sqrt(most))}%`;
      return bar;
    }));
  }

  /** moved keeps the thumbs from passing each other. */
  private moved(thumb: HTMLInputElement): void {
    const [from, to] = this.days;
    const last = Number(this.since.max);
    if (thumb === this.since && Number(this.since.value) > Number(this.until.value)) this.since.value = this.until.value;
    if (thumb === this.until && Number(this.until.value) < Number(this.since.value)) this.until.value = this.since.value;
    const n = Number(thumb.value);
    const date = dateOf(Math.min(to, from + n * Math.max(1, Math.round((to - from) / 200))));
    if (thumb === this.since) this.change({ since: n === 0 ? "" : date });
    else this.change({ until: n === last ? "" : date });
  }

  /** change tells of a slider once a frame: a drag moves it more often. */
  private change(f: Partial<Filter>): void {
    if (Object.keys(this.pending).length === 0) {
      requestAnimationFrame(() => {
        const all = this.pending;
        this.pending = {};
        this.changed(all);
      });
    }
    Object.assign(this.pending, f);
  }

  private boxes(set: HTMLElement, title: string, items: { name: string; on: boolean; n?: number }[], change: (name: string, on: boolean) => Partial<Filter>, sign?: (name: string) => Node): void {
    const focused = (document.activeElement as HTMLInputElement | null)?.closest("fieldset") === set ? (document.activeElement as HTMLInputElement).value : null;
    set.hidden = items.length === 0;
    fill(set, el("legend", {}, title), ...items.map((i) => {
      const box = el("input", { type: "checkbox", value: i.name, onchange: () => this.changed(change(i.name, box.checked)) });
      box.checked = i.on;
      return el("label", {}, box, sign?.(i.name), el("span", {}, words(i.name)), i.n !== undefined && el("span", { class: "quiet n" }, i.n));
    }));
    if (focused !== null) [...set.querySelectorAll("input")].find((b) => b.value === focused)?.focus();
  }
}

/** dateBox takes a year, a month or a day, as the command line does. */
const dateBox = (label: string) => el("input", { type: "text", "aria-label": label, title: "A year, month or day: 2021, 2021-12 or 2021-12-18", pattern: "\\d{4}(-\\d\\d(-\\d\\d)?)?", maxlength: "10", autocomplete: "off", spellcheck: "false" });

function sorted(counts: Map<string, number>, without: string[]): { name: string; on: boolean; n?: number }[] {
  const all = new Map([...without.map((w): [string, number] => [w, 0]), ...counts]);
  return [...all].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([name, n]) => ({ name, n, on: !without.includes(name) }));
}

const toggled = (list: string[], name: string, on: boolean) => (on ? [...new Set([...list, name])] : list.filter((x) => x !== name));

const day = 86_400_000;
const dayOf = (date: string) => Math.round(Date.parse(date.length === 4 ? date + "-01-01" : date.length === 7 ? date + "-01" : date) / day);
const dateOf = (n: number) => new Date(n * day).toISOString().slice(0, 10);
