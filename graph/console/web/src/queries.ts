// The dialog of examples, saved queries and history.
import type { Example } from "./api";
import { el, fill } from "./dom";
import { asked, saved, type Kept, type Shelf } from "./history";

export class Queries {
  private tour: Example[] = [];

  constructor(private readonly dialog: HTMLDialogElement, private readonly open: (hash: string) => void, private readonly example: (i: number) => void) {
    dialog.addEventListener("click", (e) => e.target === dialog && dialog.close());
  }

  /** show opens the dialog; with a query, to save that. */
  show(tour: Example[], current?: Kept): void {
    this.tour = tour;
    this.draw(current);
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.querySelector<HTMLElement>(current ? "input" : ".query, .close")?.focus();
  }

  private naming(current: Kept): HTMLElement {
    const name = el("input", { type: "text", name: "name", maxlength: "80", "aria-label": "Name of the query", placeholder: "Name", autocomplete: "off" });
    const keep = (event: Event) => {
      event.preventDefault();
      saved.add({ ...current, name: name.value.trim() });
      this.draw();
      this.dialog.querySelector<HTMLElement>(".query")?.focus();
    };
    return el("form", { class: "naming", onsubmit: keep }, el("code", {}, current.query), name, el("button", { type: "submit", class: "primary" }, "Save"));
  }

  private draw(current?: Kept): void {
    const close = el("button", { type: "button", "aria-label": "Close", class: "close", onclick: () => this.dialog.close() }, "×");
    fill(
      this.dialog, el("header", {}, el("h2", { id: "queries-title" }, "Queries"), close), current && this.naming(current),
      this.shelf("Saved", saved, "Nothing is saved yet. Save keeps a query with its filters."),
      this.shelf("History", asked, "Nothing was asked yet."),
      el("section", {}, el("h3", {}, "Examples"), el("ul", {}, ...this.tour.map((e, i) => this.item(e.title, e.query, () => this.example(i))))),
      el("p", { class: "quiet" }, "Saved queries and history stay in this browser."),
    );
  }

  private shelf(title: string, shelf: Shelf, none: string): HTMLElement {
    const all = shelf.all();
    const remove = (k: Kept) =>
      el("button", { type: "button", class: "small", "aria-label": `Remove ${k.name ?? k.query}`, onclick: () => (shelf.remove(k), this.draw()) }, "×");
    const items = all.map((k) => {
      const line = this.item(k.name ?? "", k.query, () => this.open(k.hash));
      line.append(remove(k));
      return line;
    });
    const clear = all.length > 1 && el("button", { type: "button", class: "small", onclick: () => (shelf.clear(), this.draw()) }, "Clear");
    return el("section", {}, el("h3", {}, title, " ", clear), all.length > 0 ? el("ul", {}, ...items) : el("p", { class: "quiet" }, none));
  }

  private item(title: string, query: string, does: () => void): HTMLLIElement {
    const run = () => {
      this.dialog.close();
      does();
    };
    return el("li", {}, el("button", { type: "button", class: "query", onclick: run }, title && el("span", {}, title), el("code", {}, query)));
  }
}
