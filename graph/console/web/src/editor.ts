// The query box.
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, closeCompletion, completionKeymap, completionStatus, startCompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightSpecialChars, keymap, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { complete, type Language, type Problem } from "./api";
import { shown } from "./dom";

const walk = StreamLanguage.define({
  token(stream) {
    if (stream.match(/^(-+>|<-+|→|←)/)) return "operator";
    if (stream.match(/^"(\\.|[^"\\])*"?/)) return "string";
    if (stream.match(/^(class|name):/)) return "keyword";
    if (stream.match(/^[*+|()]/)) return "operator";
    stream.next();
    return null;
  },
});

const colours = HighlightStyle.define([
  { tag: tags.operator, color: "var(--accent)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: [tags.keyword, tags.number, tags.bool], color: "var(--code-keyword)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.propertyName, tags.function(tags.variableName)], color: "var(--code-name)" },
]);

const placeholders: Record<Language, string> = {
  walk: "militia -> attacked -> site",
  gizmo: 'g.V("<entity/place/iran>").out("<attacked>").all()',
};

/** completing asks the server, which knows methods, predicates and names. */
function completing(language: Language) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const before = context.state.sliceDoc(0, context.pos);
    const begun = language === "gizmo" ? /[\w.$"'`</]$/.test(before) : before.trim() !== "";
    if (!begun && !context.explicit) return null;
    const abort = new AbortController();
    context.addEventListener("abort", () => abort.abort());
    try {
      const found = await complete(language, before, abort.signal);
      if (found.items.length === 0) return null;
      return {
        from: context.pos - found.replace.length,
        filter: false,
        options: found.items.map((i) => ({ label: shown(i.label), apply: i.text, type: i.kind, detail: shown(i.detail) })),
      };
    } catch {
      return null; // A query can be written without.
    }
  };
}

export interface Editor {
  query(): string;
  set(language: Language, query: string): void;
  /** mark underlines a mistake; without a problem it removes the line. */
  mark(problem: Problem | null): void;
  focus(): void;
}

export function editor(parent: HTMLElement, run: () => void): Editor {
  const language = new Compartment();
  let now: Language = "walk";
  const setup = (l: Language) => [
    l === "gizmo" ? [javascript(), closeBrackets(), bracketMatching()] : walk,
    placeholder(placeholders[l]),
    autocompletion({ override: [completing(l)], icons: false, activateOnTypingDelay: 60 }),
    EditorView.contentAttributes.of({ "aria-label": l === "gizmo" ? "Gizmo script" : "Walk" }),
  ];
  const keys = Prec.high(
    keymap.of([
      { key: "Mod-Enter", run: () => (run(), true) },
      {
        key: "Enter",
        run: (v) => {
          // A walk stands on one line; a list of completions goes first.
          if (now !== "walk" || completionStatus(v.state) === "active") return false;
          run();
          return true;
        },
      },
      { key: "Tab", run: acceptCompletion },
      { key: "Alt-ArrowDown", run: startCompletion },
    ]),
  );
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        keys, history(), drawSelection(), highlightSpecialChars(), EditorView.lineWrapping,
        syntaxHighlighting(colours), language.of(setup(now)),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
        EditorView.updateListener.of((u) => {
          if (u.docChanged) queueMicrotask(() => mark(null));
        }),
      ],
    }),
  });

  function mark(problem: Problem | null): void {
    if (problem) closeCompletion(view);
    const doc = view.state.doc;
    if (!problem?.line) {
      view.dispatch(setDiagnostics(view.state, []));
      return;
    }
    const line = doc.line(Math.min(problem.line, doc.lines));
    // Columns count characters, of which some are two units of UTF-16.
    const before = [...line.text].slice(0, Math.max(0, (problem.column ?? 1) - 1)).join("").length;
    const to = Math.min(line.from + before + 1, doc.length);
    const from = Math.min(line.from + before, Math.max(line.from, to - 1));
    view.dispatch(setDiagnostics(view.state, [{ from, to, severity: "error", message: shown(problem.message) }]));
  }

  return {
    query: () => view.state.doc.toString(),
    set(l, query) {
      now = l;
      view.dispatch({ effects: language.reconfigure(setup(l)), changes: { from: 0, to: view.state.doc.length, insert: query }, selection: { anchor: query.length } });
    },
    mark,
    focus: () => view.focus(),
  };
}
