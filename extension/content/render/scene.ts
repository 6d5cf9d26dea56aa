// All that is drawn on one field, and the loop that keeps it in place while something is shown.
// In: ghost text, findings, tints with their offsets; the field says where these are. Out: drawing,
// and which finding lies under a point. The loop compares a few numbers a frame; it ends with the
// last thing shown.
import type { Box, Field } from "../adapters/field";
import { joined } from "../adapters/geometry";
import { isExtensionAlive } from "../engine_client";
import { type Finding, groupOf, isSame, shownSpan } from "../findings";
import type { TintedSpan } from "../sentiments";
import { Ghost } from "./ghost";
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
/** More than fit on a screen; a field with more mistakes than that is not helped by more lines. */
const MAX_DRAWN = 300;

export class Scene {
  private readonly ghost: Ghost;
  private readonly lines: Shapes;
  private readonly tints: Shapes;
  private view = EMPTY;
  private drawn: { finding: Finding; boxes: Box[] }[] = [];
  private signature = "";
  private frame = 0;

  constructor(
    private readonly field: Field,
    overlay: Overlay,
    private readonly onMoved: (textMayHaveChanged: boolean) => void,
  ) {
    this.tints = new Shapes(overlay);
    this.lines = new Shapes(overlay);
    this.ghost = new Ghost(overlay);
  }

  /** Draws the view; returns how much of the ghost text is seen, in units. */
  draw(view: View): number {
    this.view = view;
    const { ghost, findings, tints } = view;
    if (ghost === "" && findings.length === 0 && tints.length === 0) {
      this.hide();
      return 0;
    }
    this.signature = this.field.signature();
    if (this.frame === 0) this.frame = requestAnimationFrame(this.follow);
    const visible = this.field.visibleBox();
    if (!visible) {
      this.wipe();
      return 0;
    }
    this.drawMarks(visible);
    return this.drawGhost(visible);
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
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.view = EMPTY;
    this.wipe();
  }

  dispose(): void {
    this.hide();
    this.ghost.dispose();
    this.lines.dispose();
    this.tints.dispose();
  }

  private wipe(): void {
    this.ghost.hide();
    this.lines.hide();
    this.tints.hide();
    this.drawn = [];
  }

  private drawMarks(visible: Box): void {
    const { findings, text, tints, picked } = this.view;
    this.drawn = findings.slice(0, MAX_DRAWN).map((finding) => {
      const { start, end } = shownSpan(text, finding);
      return { finding, boxes: joined(this.field.boxes(start, end)) };
    });
    const marks = this.drawn.map(({ finding, boxes }) => ({
      boxes,
      group: groupOf(finding.kind),
      picked: isSame(finding, picked),
    }));
    this.lines.show(visible, (toDrawing) => underlines(marks, visible, toDrawing));
    const tinted = tints.slice(0, MAX_DRAWN).map(({ start, end, label, level }) => ({
      boxes: joined(this.field.boxes(start, end)),
      label,
      level,
    }));
    this.tints.show(visible, (toDrawing) => tintShapes(tinted, visible, toDrawing));
  }

  private drawGhost(visible: Box): number {
    const { ghost, caret, text } = this.view;
    const at = ghost === "" ? null : this.field.caretPlace(caret);
    if (!at) {
      this.ghost.hide();
      return 0;
    }
    const textBelow = text.slice(caret, caret + 2_000).trim() !== "";
    return this.ghost.show(ghost, at, visible, textBelow || !this.field.multiline);
  }

  private readonly follow = (): void => {
    this.frame = requestAnimationFrame(this.follow);
    if (!this.field.element.isConnected || !isExtensionAlive()) {
      this.onMoved(true);
      return;
    }
    const signature = this.field.signature();
    if (signature === this.signature) return;
    const [was, is] = [this.signature, signature].map((part) => part.slice(part.lastIndexOf(",")));
    this.onMoved(was !== is);
  };
}
