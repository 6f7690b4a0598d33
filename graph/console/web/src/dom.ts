// Elements are made here alone, and texts become text nodes: nothing that came
// out of a report is ever read as HTML.

type Child = Node | string | number | null | undefined | false;
type Properties = Record<string, unknown>;

/** shown makes a text safe to look at: control characters and those that turn
 * the direction of writing become U+FFFD. */
export function shown(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (c) => (c === "\r" ? " " : "\ufffd"));
}

/** el makes an element. Names of properties that begin with "on" are listeners,
 * "class", "data-…" and "aria-…" attributes. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, properties: Properties = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value as EventListener);
    else node.setAttribute(name, value === true ? "" : shown(String(value)));
  }
  fill(node, ...children);
  return node;
}

/** fill puts children in the place of what an element holds. */
export function fill(node: Element, ...children: Child[]): void {
  node.replaceChildren(
    ...children.filter((c) => c !== null && c !== undefined && c !== false).map((c) => (c instanceof Node ? c : document.createTextNode(shown(String(c))))),
  );
}

/** byId returns an element that index.html holds. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found as T;
}

/** svg makes an element of a drawing. */
export function svg(tag: string, attributes: Record<string, string | number> = {}, ...children: (Node | string)[]): SVGElement {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children.map((c) => (typeof c === "string" ? shown(c) : c)));
  return node;
}

/** download hands a file to whoever asked for it. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** roving makes one of a group's items a tab stop, and arrows move between them. */
export function roving(group: HTMLElement, selector: string, keys: { next: string[]; previous: string[] }): void {
  group.addEventListener("keydown", (event) => {
    const step = keys.next.includes(event.key) ? 1 : keys.previous.includes(event.key) ? -1 : 0;
    const items = [...group.querySelectorAll<HTMLElement>(selector)].filter((i) => !i.hasAttribute("disabled"));
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (step === 0 || at < 0) return;
    event.preventDefault();
    items[(at + step + items.length) % items.length]?.focus();
  });
}
