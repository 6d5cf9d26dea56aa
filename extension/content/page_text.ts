// The context menu on plain page text: what was selected is checked and the result opens in a card
// with Copy. In: the selected text. Out: a card; nothing on the page is changed.
import { applyReplacements } from "./adapters/change";
import type { Box } from "./adapters/field";
import type { EngineClient, Reply } from "./engine_client";
import { Card, type CardContent } from "./render/card";
import type { Overlay } from "./render/overlay";

const LABELS = { positive: "Positive", neutral: "Neutral", negative: "Negative" } as const;

type Request =
  | { kind: "correct"; text: string; dictionary: string[] }
  | { kind: "sentiment"; text: string };

export class PageText {
  private readonly card: Card;
  private stopAsking: () => void = () => {};
  private anchor: Box = { left: 0, top: 0, width: 0, height: 0 };

  constructor(
    private readonly overlay: Overlay,
    private readonly engine: EngineClient,
  ) {
    this.card = new Card(overlay, () => this.stopAsking());
  }

  get isOpen(): boolean {
    return this.card.isOpen;
  }

  show(request: Request): void {
    const range = document.getSelection()?.rangeCount
      ? document.getSelection()?.getRangeAt(0)
      : null;
    this.anchor = range?.getBoundingClientRect() ?? this.anchor;
    this.overlay.raise(document.body ?? document.documentElement);
    this.open({
      group: "grammar",
      title: "Nib",
      reason: "Checking the selected text…",
      actions: [],
    });
    this.stopAsking = this.engine.ask(request, {
      onReply: (reply) => {
        if (this.card.isOpen) this.open(this.contentFor(request.text, reply));
      },
      onEnd: () => {
        const reason = "Nib's engine gave no answer. Its state is in the popup.";
        if (this.card.isOpen) this.open({ group: "grammar", title: "Nib", reason, actions: [] });
      },
    });
  }

  close(): void {
    this.card.close();
  }

  private open(content: CardContent): void {
    this.card.open(content, () => this.anchor);
    this.overlay.announce(`${content.title}. ${content.result ?? ""} ${content.reason}`);
  }

  private contentFor(text: string, reply: Reply): CardContent {
    if (reply.kind === "sentiment") {
      const percent = Math.round(reply.score * 100);
      const count = reply.sentences.length;
      const reason = `${percent} % sure, over ${count} ${count === 1 ? "sentence" : "sentences"}.`;
      return { group: "grammar", title: `Sentiment: ${LABELS[reply.label]}`, reason, actions: [] };
    }
    const edits = reply.kind === "correct" ? reply.edits : [];
    if (edits.length === 0)
      return { group: "grammar", title: "Grammar", reason: "Nothing to correct.", actions: [] };
    const result = applyReplacements(text, edits);
    const reason = edits.length === 1 ? (edits[0]?.message ?? "") : `${edits.length} corrections.`;
    const actions = [{ label: "Copy", primary: true, run: () => this.copy(result) }];
    return { group: "grammar", title: "Corrected", result, reason, actions };
  }

  /** Through the copy event: navigator.clipboard is not there on http pages. */
  private copy(text: string): void {
    const put = (event: ClipboardEvent) => {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener("copy", put, { capture: true, once: true });
    const copied = document.execCommand("copy");
    window.removeEventListener("copy", put, { capture: true });
    if (!copied) return;
    this.card.close();
    this.overlay.announce("Copied.");
  }
}
