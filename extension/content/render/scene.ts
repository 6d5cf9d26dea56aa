// All that is drawn on one field, drawn anew when it moved (moves.ts) while something is shown.
// In: ghost text, findings, tints with their offsets; the field says where these are. Out: drawing,
// and which finding lies under a point. Measures and draws once a frame, when all is laid out, and
// only what lies in the part of the field that is seen.

import type { Span } from "../adapters/change";
import type { Box, CaretPlace, Field } from "../adapters/field";
import { firstIndex, joined, placeOf } from "../adapters/geometry";
import { isExtensionAlive } from "../engine_client";
import { type Finding, groupOf, isSame, shownSpan } from "../findings";
import type { TintedSpan } from "../sentiments";
import type { Timers } from "../timers";
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
/** So long marks are believed to stand while one types and nothing says that they moved. */
const BELIEVED_MS = 1_000;
/** Where nothing is typed all are measured anew. Shorter than the rest after which a text is checked. */
const RESTING_MS = 300;

/** A span and what a mark on it looks like. */
type Marked = Span & { readonly kind?: string; readonly label?: string };

/** What the marks on the field were drawn of. */
interface Drawn {
  readonly view: View;
  readonly look: unknown;
  readonly place: readonly number[];
  readonly scrollLeft: number;
  /** The caret was at the end of a line that is scrolled as it grows. */
  readonly isLineEnd: boolean;
  /** The first behind the caret, else the last: where it stays, others do. */
  readonly watched: Span | undefined;
  /** Where that was. */
  readonly boxes: string;
}

export class Scene {
  private readonly ghost: Ghost;
  private readonly underlines: Shapes;
  private readonly tints: Shapes;
  private view = EMPTY;
  private drawn: { finding: Finding; boxes: Box[] }[] = [];
  /** How far they were scrolled along with their line since. */
  private shift = 0;
  private place: readonly number[] = [];
  private scrollLeft = 0;
  private of: Drawn | null = null;
  private looked_ms = 0;
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
    timers: Timers,
    private readonly onMoved: () => void,
    paint: () => void,
  ) {
    this.tints = new Shapes(overlay);
    this.underlines = new Shapes(overlay);
    this.ghost = new Ghost(overlay);
    this.frame = new AfterLayout(overlay, paint);
    this.moves = new Moves(field.element, timers, this.frame, {
      look: () => this.look(),
      scroll: () => this.scroll(),
    });
    field.onRebuilt = () => this.of && this.onMoved();
  }

  /**
   * Shows at once what needs no measuring, and returns the units of ghost text that are seen; else
   * it is drawn in the next frame.
   */
  ask(view: View): number | undefined {
    this.isStill &&= this.field.growsFromStart();
    this.doubt(view);
    const { ghost, caret, text } = view;
    if (isEmpty(view)) {
      this.hide();
      return 0;
    }
    if (
      this.areMarksKnown(view) &&
      (ghost === "" || this.ghost.goesOn(ghost, caret + ghost.length))
    ) {
      if (ghost === "") this.ghost.hide();
      this.view = view;
      this.moves.start(); // it is as good as drawn
      return ghost.length;
    }
    this.field.prepare?.(text);
    this.frame.ask();
    return undefined;
  }

  /** Draws the view; returns how much of the ghost text is seen, in units. */
  draw(view: View): number {
    this.view = view;
    const { ghost } = view;
    if (isEmpty(view)) {
      this.hide();
      return 0;
    }
    this.locate();
    this.isStill &&= this.field.growsFromStart();
    this.moves.start();
    if (!this.goAlong()) this.of = null;
    if (!this.of) this.visible = this.field.visibleBox();
    const { visible } = this;
    if (!visible) {
      this.wipe();
      return 0;
    }
    // All is read before anything is written: then the browser need not lay out in between.
    const at = ghost === "" ? null : this.field.caretPlace(view.caret);
    if (!this.doMarksStand()) this.drawMarks(visible);
    this.underlines.shift(this.shift);
    return this.drawGhost(at, visible);
  }

  /** The finding under a point of the viewport. */
  findingAt(x: number, y: number): Finding | null {
    const { of, view, shift } = this;
    const inside = ({ left, top, width, height }: Box) =>
      x >= left + shift - 1 &&
      x <= left + shift + width + 1 &&
      y >= top - 1 &&
      y <= top + height + 3;
    const found = this.drawn.find(({ boxes }) => boxes.some(inside));
    // Those behind the caret have moved on in the text since they were drawn.
    return (found && of && view.findings[of.view.findings.indexOf(found.finding)]) ?? null;
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
    this.underlines.dispose();
    this.tints.dispose();
  }

  private wipe(): void {
    this.ghost.hide();
    this.underlines.hide();
    this.tints.hide();
    this.drawn = [];
    this.of = null;
  }

  /** The same marks as before, on a field that did not move, and the one looked at did not either. */
  private doMarksStand(): boolean {
    const { of, view } = this;
    if (!of) return false;
    if (this.areMarksKnown(view)) return true;
    const isBehind = of.watched && of.watched.start >= of.view.caret;
    const typed = view.text.length - of.view.text.length;
    this.isStill =
      (this.isStill || !isBehind) &&
      this.areMarksOf(view, typed) &&
      of.boxes === this.boxesOf(of.watched, isBehind ? typed : 0);
    return this.isStill;
  }

  /** After a while marks may have moved unseen. */
  private doubt({ text, ghost }: View): void {
    const isResting = this.view.text === text && this.view.ghost === ghost;
    const now_ms = performance.now();
    if (now_ms - this.looked_ms < (isResting ? RESTING_MS : BELIEVED_MS)) return;
    this.looked_ms = now_ms;
    this.isStill = false;
    if (isResting) this.of = null;
  }

  /** The marks of the view were drawn a moment ago, and what was typed since cannot move them. */
  private areMarksKnown(view: View): boolean {
    // A word that grows may go to the next line, and with it what hangs on it.
    const last = this.of?.watched;
    const isApart = !last || /\s/.test(view.text.slice(last.end, view.caret));
    return this.isStill && isApart && this.areMarksOf(view);
  }

  /** So much was `typed` since they were drawn, before those behind the caret. */
  private areMarksOf({ picked, findings, tints }: View, typed = 0): boolean {
    const { of } = this;
    return (
      of !== null &&
      of.look === this.overlay.look &&
      isSame(of.view.picked, picked) &&
      isEach(of.view.findings, findings, of.view.caret, typed) &&
      isEach(of.view.tints, tints, of.view.caret, typed)
    );
  }

  private boxesOf(span: Span | undefined, by = 0): string {
    return span ? JSON.stringify(this.field.boxes(span.start + by, span.end + by)) : "";
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
    const spans = this.drawn[0] ? this.drawn.map(({ finding }) => finding) : tinted;
    const watched = spans.find(({ start }) => start >= this.view.caret) ?? spans.at(-1);
    this.isStill = true;
    const isAtEnd = this.view.caret === text.length;
    this.shift = 0;
    this.of = {
      view: this.view,
      look,
      place: this.place,
      scrollLeft: this.scrollLeft,
      isLineEnd: !this.field.isMultiline && isAtEnd && tinted.length === 0,
      watched,
      boxes: this.boxesOf(watched),
    };
    this.underlines.show(visible, (toDrawing) =>
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
    const { isMultiline } = this.field;
    const isJoined = caret > 0 && !/\s/.test(text.charAt(caret - 1) + ghost.charAt(0));
    // Where a word would take what is typed of it to the next line, or a line has no end in sight.
    const below = isMultiline ? isJoined && !textBelow : true;
    const end = caret + ghost.length;
    const room = { visible, oneLine: textBelow || !isMultiline, below, end };
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

  /** Where the field is now; says whether it was there before. */
  private locate(): boolean {
    const { element } = this.field;
    const { scrollLeft } = element;
    const place = placeOf(element);
    const isPlace = place.every((value, index) => value === this.place[index]);
    const isThere = isPlace && scrollLeft === this.scrollLeft;
    if (!isPlace) this.place = place;
    this.scrollLeft = scrollLeft;
    return isThere;
  }

  /** The marks are where they were drawn, or go with their line, which is scrolled as it grows. */
  private goAlong(): boolean {
    const { of, scrollLeft } = this;
    if (of?.place !== this.place) return false;
    this.shift = of.scrollLeft - scrollLeft;
    const isFurther = Math.abs(scrollLeft) > Math.abs(of.scrollLeft);
    return this.shift === 0 || (of.isLineEnd && isFurther);
  }

  /** The field's own text was scrolled. */
  private scroll(): void {
    if (this.locate()) return;
    if (this.isStill && this.view.ghost === "" && this.goAlong()) this.underlines.shift(this.shift);
    else {
      this.isStill = false;
      this.onMoved();
    }
  }

  /** Whether something moved since it was drawn. */
  private look(): boolean {
    if (!this.field.element.isConnected || !isExtensionAlive()) {
      this.onMoved();
      return true;
    }
    if (this.frame.isAsked) return false; // it will be drawn where it is
    const isThere = this.locate();
    if (isThere && this.field.read().text === this.view.text) return false;
    this.isStill &&= isThere;
    this.onMoved();
    return true;
  }
}

function isEmpty({ ghost, findings, tints }: View): boolean {
  return ghost === "" && findings.length + tints.length === 0;
}

/** The same ones; those from the caret on are `typed` units further on. */
function isEach(
  some: readonly Marked[],
  others: readonly Marked[],
  caret: number,
  typed: number,
): boolean {
  if (some === others) return true;
  return (
    some.length === others.length &&
    some.every((one, index) => {
      const other = others[index] as Marked;
      if (one === other) return true;
      const { start, end, kind, label } = one;
      const by = start < caret ? 0 : typed;
      return (
        start + by === other.start &&
        end + by === other.end &&
        kind === other.kind &&
        label === other.label
      );
    })
  );
}
