// The tour: examples that have an answer in this graph, one after another.
import type { Example } from "./api";
import { el, fill } from "./dom";

export class Tour {
  examples: Example[] = [];
  private at = -1;

  constructor(private readonly bar: HTMLElement, private readonly welcome: HTMLElement, private readonly run: (e: Example) => void) {}

  load(examples: Example[]): void {
    this.examples = examples;
    const items = examples.map((e, i) => el("li", {}, el("button", { type: "button", class: "query", onclick: () => this.go(i) }, el("span", {}, e.title), el("code", {}, e.query))));
    fill(this.welcome, el("h2", {}, "Ask this graph"), el("p", { class: "quiet" }, "These have an answer here. Each can be changed and run again."), el("ul", { class: "examples" }, ...items));
  }

  go(i: number): void {
    const e = this.examples[i];
    if (!e) return;
    this.at = i;
    this.draw();
    this.run(e);
  }

  /** leave ends the tour once something else is asked. */
  leave(query: string): void {
    if (this.examples[this.at]?.query === query) return;
    this.at = -1;
    this.bar.hidden = true;
  }

  private draw(): void {
    const step = (to: number, text: string, label: string) => el("button", { type: "button", "aria-label": label, "aria-disabled": !this.examples[to] && "true", onclick: () => this.step(to, label) }, text);
    this.bar.hidden = false;
    fill(
      this.bar, step(this.at - 1, "‹", "Previous example"), el("span", {}, el("strong", {}, this.examples[this.at]!.title), el("span", { class: "quiet" }, ` ${this.at + 1} of ${this.examples.length}`)),
      step(this.at + 1, "›", "Next example"), el("button", { type: "button", class: "small", onclick: () => this.leave("") }, "End tour"),
    );
  }

  private step(to: number, label: string): void {
    this.go(to);
    this.bar.querySelector<HTMLElement>(`[aria-label="${label}"]`)?.focus();
  }
}
