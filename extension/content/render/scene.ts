// All that is drawn on one field, drawn anew when it moved (moves.ts) while something is shown.
// In: ghost text, findings, tints with their offsets; the field says where these are. Out: drawing,
// and which finding lies under a point. Measures and draws once a frame, when all is laid out, and
// only what lies in the part of the field that is seen.

import type { Span } from "../adapters/change";
import type { Box, CaretPlace, Field } from "../adapters/field";
import { firstIndex, joined, sameAsBefore } from "../adapters/geometry";
import { isExtensionAlive } from "../engine_client";
import { type Finding, groupOf, isSame, shownSpan } from "../findings";
import type { TintedSpan } from "../sentiments";
import { AfterLayout } from "./after_layout";
import { Ghost } from "./ghost";
import { Moves } from "./moves";
import type { Overlay } from "./overlay";
import { Shapes } from "./shapes";
import { tintShapes } from "./tint";
import { underlines } from "./underline";

export interface View {
  readonly text: string;
  readonly caret: number;
  readonly ghost: string;
  readonly findings: readonly Finding[];
  readonly tints: readonly TintedSpan[];
  readonly picked: Finding | null;
}

const EMPTY: View = { text: "", caret: 0, ghost: "", findings: [], tints: [], picked: null };
/** So many are measured without looking for the first that is seen. */
const FEW = 16;
/** So long marks may stand as they were measured, while nothing says that they moved. */
const MARKS_MS = 500;

/** A span and what a mark on it looks like. */
type Marked = Span & { readonly kind?: string; readonly label?: string };

interface Drawn {
  readonly view: View;
  readonly look: unknown;
  readonly last: Span | null;
  /** Where the last of them was. */
  readonly box: string;
}

export class Scene {
  private readonly ghost: Ghost;
  private readonly lines: Shapes;
  private readonly tints: Shapes;
  private view = EMPTY;
  private drawn: { finding: Finding; boxes: Box[] }[] = [];
  private place = "";
  private revision = 0;
  /** What the marks that are drawn were drawn of. */
  private of: Drawn | null = null;
  private readonly isPlaceKnown = sameAsBefore(MARKS_MS);
  /** The part of the field that is seen while it stands in that place. */
  private visible: Box | null = null;
  /** Neither the field nor what stands before the caret has moved since the marks were drawn. */
  private isStill = false;
  private readonly frame: AfterLayout;
  private readonly moves: Moves;

  /** `paint` is called for each frame that was asked for; it calls `draw`. */
  constructor(
    private readonly field: Field,
    private readonly overlay: Overlay,
    private readonly onMoved: (textMayHaveChanged: boolean) => void,
    paint: () => void,
  ) {
    this.tints = new Shapes(overlay);
    this.lines = new Shapes(overlay);
    this.ghost = new Ghost(overlay);
    this.frame = new AfterLayout(overlay, paint);
    this.moves = new Moves(field.element, this.frame, () => this.look());
    field.onRebuilt = () => this.of && this.onMoved(false);
  }

  /** Has it drawn in the next frame, unless all there is to see is seen. */
  ask(view: View): void {
    this.isStill &&= this.field.growsFromStart();
    if (view.ghost === "" && this.view.ghost === "" && this.areMarksKnown(view)) {
      this.view = view;
      this.revision = this.field.revision();
      if (this.of) this.moves.start(); // it is as good as drawn
    } else {
      this.field.prepare?.(view.text);
      this.frame.ask();
    }
  }

  /** Draws the view; returns how much of the ghost text is seen, in units. */
  draw(view: View): number {
    this.view = view;
    const { ghost, findings, tints } = view;
    if (ghost === "" && findings.length === 0 && tints.length === 0) {
      this.hide();
      return 0;
    }
    this.place = this.field.place();
    this.revision = this.field.revision();
    this.isStill &&= this.field.growsFromStart();
    this.moves.start();
    if (!this.isPlaceKnown(this.place)) this.of = null;
    if (!this.of) this.visible = this.field.visibleBox();
    const { visible } = this;
    if (!visible) {
      this.wipe();
      return 0;
    }
    // All is read before anything is written: then the browser need not lay out in between.
    const at = ghost === "" ? null : this.field.caretPlace(view.caret);
    if (!this.doMarksStand()) this.drawMarks(visible);
    return this.drawGhost(at, visible);
  }

  /** The finding under a point of the viewport. */
  findingAt(x: number, y: number): Finding | null {
    const inside = ({ left, top, width, height }: Box) =>
      x >= left - 1 && x <= left + width + 1 && y >= top - 1 && y <= top + height + 3;
    return this.drawn.find(({ boxes }) => boxes.some(inside))?.finding ?? null;
  }

  /** Where a finding is drawn now, for its card. */
  boxOf(finding: Finding): Box | null {
    const { start, end } = shownSpan(this.view.text, finding);
    return this.field.boxes(start, end)[0] ?? null;
  }

  hide(): void {
    this.moves.stop();
    this.frame.isAsked = false;
    this.view = EMPTY;
    this.wipe();
  }

  dispose(): void {
    this.hide();
    this.moves.dispose();
    this.frame.dispose();
    this.ghost.dispose();
    this.lines.dispose();
    this.tints.dispose();
  }

  private wipe(): void {
    this.ghost.hide();
    this.lines.hide();
    this.tints.hide();
    this.drawn = [];
    this.of = null;
  }

  /** The same marks as before, on a field that did not move, and the last of them did not either. */
  private doMarksStand(): boolean {
    const { of, view } = this;
    if (of === null || !this.areMarksOf(view)) return false;
    this.isStill = this.areMarksKnown(view) || of.box === this.lastBox(of.last);
    return this.isStill;
  }

  /** The marks of the view were drawn a moment ago, and what was typed since cannot move them. */
  private areMarksKnown(view: View): boolean {
    const { of } = this;
    if (!of) return view.findings.length + view.tints.length === 0;
    if (!this.isPlaceKnown(this.place)) {
      this.of = null; // all is measured anew
      return false;
    }
    // A word that grows may go to the next line, and with it what hangs on it.
    const isApart = !of.last || /\s/.test(view.text.slice(of.last.end, view.caret));
    return this.isStill && isApart && this.areMarksOf(view);
  }

  private areMarksOf({ picked, findings, tints }: View): boolean {
    const { of } = this;
    return (
      of !== null &&
      of.look === this.overlay.look &&
      isSame(of.view.picked, picked) &&
      isEach(of.view.findings, findings) &&
      isEach(of.view.tints, tints)
    );
  }

  private lastBox(span: Span | null): string {
    return span ? JSON.stringify(this.field.boxes(span.start, span.end)) : "";
  }

  private drawMarks(visible: Box): void {
    const { findings, text, tints, picked } = this.view;
    const { look } = this.overlay;
    if (!look) return;
    const seen = this.field.visibleSpan(visible);
    this.drawn = this.inSight(findings, seen, visible).map((finding) => {
      const { start, end } = shownSpan(text, finding);
      return { finding, boxes: joined(this.field.boxes(start, end)) };
    });
    const marks = this.drawn.map(({ finding, boxes }) => ({
      boxes,
      group: groupOf(finding.kind),
      picked: isSame(finding, picked),
    }));
    const tinted = this.inSight(tints, seen, visible).map((tint) => ({
      ...tint,
      boxes: joined(this.field.boxes(tint.start, tint.end)),
    }));
    const last = this.drawn.at(-1)?.finding ?? tinted.at(-1) ?? null;
    this.isStill = true;
    this.of = { view: this.view, look, last, box: this.lastBox(last) };
    this.lines.show(visible, (toDrawing) =>
      underlines(marks, visible, look.underline_style, toDrawing),
    );
    this.tints.show(visible, (toDrawing) =>
      tintShapes(tinted, visible, look.sentiment_style, toDrawing),
    );
  }

  private drawGhost(at: CaretPlace | null, visible: Box): number {
    const { ghost, caret, text } = this.view;
    if (!at) {
      this.ghost.hide();
      return 0;
    }
    const textBelow = text.slice(caret, caret + 2_000).trim() !== "";
    const { multiline } = this.field;
    const isJoined = caret > 0 && !/\s/.test(text.charAt(caret - 1) + ghost.charAt(0));
    // Where a word would take what is typed of it to the next line, or a line has no end in sight.
    const below = multiline ? isJoined && !textBelow : true;
    const end = caret + ghost.length;
    const room = { visible, oneLine: textBelow || !multiline, below, end };
    return this.ghost.show(ghost, at, room, isJoined);
  }

  /** Those in the span that is seen; of many, from the first that reaches into sight. */
  private inSight<S extends Span>(spans: readonly S[], seen: Span, visible: Box): readonly S[] {
    const near = spans.filter(({ start, end }) => start <= seen.end && end >= seen.start);
    if (near.length <= FEW) return near;
    const isPast = (edge: number) => (index: number) => {
      const { start, end } = near[index] as S;
      const box = this.field.boxes(start, end).at(-1);
      return !box || box.top + box.height >= edge;
    };
    const last = near.length - 1;
    // Some more on both sides: cells of a table stand side by side.
    const first = firstIndex(last, isPast(visible.top)) - 3;
    const end = firstIndex(last, isPast(visible.top + visible.height)) + 3;
    return near.slice(Math.max(0, first), end);
  }

  /** Whether something moved since it was drawn. */
  private look(): boolean {
    if (!this.field.element.isConnected || !isExtensionAlive()) {
      this.onMoved(true);
      return true;
    }
    if (this.frame.isAsked) return false; // it will be drawn where it is
    const [place, revision] = [this.field.place(), this.field.revision()];
    const isTextNew = revision !== this.revision;
    if (place === this.place && !isTextNew) return false;
    if (place !== this.place) this.isStill = false;
    this.place = place;
    this.revision = revision;
    this.onMoved(isTextNew);
    return true;
  }
}

function isEach(some: readonly Marked[], others: readonly Marked[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, index) => {
      const other = others[index] as Marked;
      const { start, end, kind, label } = one;
      return (
        one === other ||
        (start === other.start && end === other.end && kind === other.kind && label === other.label)
      );
    })
  );
}
