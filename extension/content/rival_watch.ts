// Looks for rivals in one field, when it gets the focus and after each rest; never watches the
// page. In: the field, settings. Out: whether corrections and ghost text are held back, and for
// whom (rivals.ts decides). Changes nothing: the field's own `spellcheck` stays as the page has it
// (docs/adr/0016-beside-rivals.md).
import type { FrameSettings } from "../shared/frame_settings";
import type { Box } from "./adapters/field";
import { parentOf } from "./render/overlay";
import { CHECKERS, type Checker, checkersIn, hasSmartCompose, type Rival } from "./rivals";

/** How far around the field the page's own suggestion is looked for. */
const LEVELS = 3;
const MAX_LOOKED_AT = 500;
const NEAR_PX = 6;

export class RivalWatch {
  private checkers: readonly Checker[] = [];
  private pageSuggests = false;

  constructor(
    private readonly field: HTMLElement,
    private readonly settings: () => FrameSettings,
  ) {
    this.look();
  }

  look(): void {
    this.checkers = checkersAt(this.field);
  }

  get holdsCorrections(): boolean {
    return !this.settings().beside_rivals && this.checkers.length > 0;
  }

  /** Ghost text over the page's own could not be read, and Tab would be both's. */
  holdsGhost(caret: () => Box | undefined): boolean {
    const asks = !this.settings().beside_rivals && hasSmartCompose(location.hostname);
    this.pageSuggests = asks && hasTextAt(this.field, caret());
    return this.pageSuggests;
  }

  /** Those for whom something is held back now. */
  names(): Rival[] {
    const held = this.holdsCorrections && this.settings().correction ? this.checkers : [];
    return this.pageSuggests ? [...held, "Smart Compose"] : [...held];
  }
}

function checkersAt(field: HTMLElement): Checker[] {
  const beside = elementsBeside(field);
  const names = Object.keys(CHECKERS) as Checker[];
  const having = (trace: "marked" | "refused") =>
    names.filter((name) => CHECKERS[name][trace] !== "" && field.closest(CHECKERS[name][trace]));
  return checkersIn({
    drawn: names.filter((name) => CHECKERS[name].drawn.some((tag) => beside.has(tag))),
    marked: having("marked"),
    refused: having("refused"),
    oneLine: field.localName === "input",
  });
}

/** Names of custom elements beside the field and its ancestors: a page may be too large for more. */
function elementsBeside(field: Element): Set<string> {
  const names = new Set<string>();
  for (let node: Element | null = field; node; node = parentOf(node))
    for (const { localName } of node.parentNode?.children ?? [])
      if (localName.includes("-")) names.add(localName);
  return names;
}

/**
 * Whether the page shows a text beside the field that begins at the caret. Gmail names its parts
 * anew with every release, so its suggestion is known by its place alone. One inside the field is
 * text behind the caret, where Nib suggests nothing anyway.
 */
function hasTextAt(field: HTMLElement, caret: Box | undefined): boolean {
  if (!caret) return false;
  let scope: Element = field;
  for (let level = 0; level < LEVELS; level++) scope = scope.parentElement ?? scope;
  const middle = caret.top + caret.height / 2;
  return [...scope.querySelectorAll("*")].slice(0, MAX_LOOKED_AT).some((node) => {
    if (field.contains(node) || node.childElementCount > 0 || !node.textContent?.trim())
      return false;
    const { left, right, top, bottom } = node.getBoundingClientRect();
    const away = Math.min(Math.abs(left - caret.left), Math.abs(right - caret.left));
    return right > left && away < NEAR_PX && top < middle && middle < bottom;
  });
}
