// Queries that were asked or saved, in this browser alone.
import type { Language } from "./api";

export interface Kept {
  /** The part of the address behind the "#". */
  hash: string;
  language: Language;
  query: string;
  name?: string;
}

const most = 100;

export class Shelf {
  constructor(private readonly key: string) {}

  all(): Kept[] {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key) ?? "[]") as Kept[];
      return Array.isArray(kept) ? kept.filter((k) => typeof k?.query === "string" && typeof k.hash === "string") : [];
    } catch {
      return []; // Storage may be forbidden, or hold something else.
    }
  }

  /** add puts a query first, and its like of before away. */
  add(k: Kept): void {
    this.write([k, ...this.all().filter((x) => !same(x, k))].slice(0, most));
  }

  remove(k: Kept): void {
    this.write(this.all().filter((x) => !same(x, k)));
  }

  clear(): void {
    this.write([]);
  }

  private write(list: Kept[]): void {
    try {
      localStorage.setItem(this.key, JSON.stringify(list));
    } catch {
      // A full or forbidden storage keeps nothing.
    }
  }
}

const same = (a: Kept, b: Kept) => a.language === b.language && a.query.trim() === b.query.trim() && a.name === b.name;

export const asked = new Shelf("sitrep.history");
export const saved = new Shelf("sitrep.saved");
