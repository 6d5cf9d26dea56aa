// Findings: what the engine would change, laid onto the text as it is now.
// In: the engine's edits by block text, the findings shown so far, what the user ignores.
// Out: findings in text order, never overlapping, each with its own text checked. Pure.
import type { Edit } from "../shared/messages";
import type { IgnoredFinding } from "../shared/settings_schema";
import type { Wording } from "../shared/words";
import { type Change, type Replacement, remapSpan, type Span } from "./adapters/change";
import type { Block } from "./blocks";

export type Group = "spelling" | "grammar" | "style";

export interface Finding extends Replacement {
  readonly original: string;
  readonly kind: string;
  readonly reason: Wording;
}

const STYLE_KINDS = /capital|spac|punct|repeat|doubl|style|typograph|hyphen|comma|period/;

/** Each group has its own colour and its own kind of line. */
export function groupOf(kind: string): Group {
  if (kind === "spelling") return "spelling";
  return STYLE_KINDS.test(kind) ? "style" : "grammar";
}

/** What "ignore once" remembers: this change of this text, wherever it stands in the document. */
export function ignoreKey({ kind, original, replacement }: IgnoredFinding): string {
  return JSON.stringify([kind, original, replacement]);
}

/** The same place and change: each answer makes its findings anew. */
export function isSame(one: Finding | null, other: Finding | null): boolean {
  return (
    one?.start === other?.start &&
    one?.end === other?.end &&
    one?.replacement === other?.replacement
  );
}

/** Findings after a change of the text: moved along, or gone where it touched them. */
export function remapFindings(
  findings: readonly Finding[],
  change: Change,
  after: string,
): readonly Finding[] {
  // As a rule what is typed stands behind them all.
  if ((findings.at(-1)?.end ?? -1) < change.start) return findings;
  return findings.flatMap((finding) => {
    const span = remapSpan(finding, change, after);
    return span === finding ? [finding] : span ? [{ ...finding, ...span }] : [];
  });
}

/**
 * The findings of the text now: of each block from its own answer, or as they were (remapped by
 * the caller) while its answer is still to come, and outside of the blocks.
 */
export function mergeFindings(
  blocks: readonly Block[],
  answers: ReadonlyMap<string, readonly Edit[]>,
  before: readonly Finding[],
  keep: (finding: Finding) => boolean,
): Finding[] {
  const found = blocks.flatMap((block) => {
    const edits = answers.get(block.text);
    if (!edits) return before.filter(({ start, end }) => block.start <= start && end <= block.end);
    return edits.flatMap((edit) => toFinding(block, edit));
  });
  const [low, high] = [blocks[0]?.start ?? 0, blocks.at(-1)?.end ?? 0];
  const far = before.filter(({ start, end }) => end < low || start > high);
  return withoutOverlap([...far, ...found].filter(keep));
}

/** An answer is data from outside: what does not fit its block, or changes nothing, is dropped. */
function toFinding(block: Block, edit: Edit): Finding[] {
  const { start, end, replacement, kind, reason } = edit;
  if (start > end || end > block.text.length) return [];
  const original = block.text.slice(start, end);
  if (original === replacement || original.includes("\n")) return [];
  const place = { start: block.start + start, end: block.start + end };
  return [{ ...place, replacement, original, kind, reason }];
}

function withoutOverlap(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort((a, b) => a.start - b.start || a.end - b.end);
  const kept: Finding[] = [];
  for (const finding of sorted) {
    const last = kept.at(-1);
    if (!last || finding.start > last.end || (finding.start === last.end && last.end > last.start))
      kept.push(finding);
  }
  return kept;
}

/** What to underline: the span without outer space; for an insertion the word it stands at. */
export function shownSpan(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end);
  const trimmed = part.trim();
  if (trimmed !== "") {
    const lead = part.length - part.trimStart().length;
    return { start: start + lead, end: start + lead + trimmed.length };
  }
  const before = /\S{1,40}\s{0,3}$/.exec(text.slice(Math.max(0, start - 44), start));
  const after = /^\S{1,40}/.exec(text.slice(end, end + 40));
  if (part === "" && after && !before) return { start: end, end: end + after[0].length };
  const low = before ? start - before[0].length : start;
  const isSpace = part !== "" && after;
  return {
    start: low,
    end: isSpace ? end + after[0].length : before ? low + before[0].trimEnd().length : end,
  };
}

/** The change with a little of what stands around it, for the card. */
export interface DiffParts {
  readonly before: string;
  readonly old: string;
  readonly fresh: string;
  readonly after: string;
}

/** Old and new cut to whole words; a pure insertion or deletion keeps its neighbours in view. */
export function diffParts(text: string, { start, end, replacement }: Replacement): DiffParts {
  const [lead, tail] = sharedWords(text.slice(start, end), replacement);
  const [from, to] = [start + lead.length, end - tail.length];
  const old = text.slice(from, to);
  const fresh = replacement.slice(lead.length, replacement.length - tail.length);
  const bare = old.trim() === "" || fresh.trim() === "";
  const around = {
    before: /\S{0,24}\s?$/.exec(text.slice(Math.max(0, from - 25), from))?.[0] ?? "",
    after: /^\s?\S{0,24}/.exec(text.slice(to, to + 25))?.[0] ?? "",
  };
  return { ...(bare ? around : { before: lead, after: tail }), old: dots(old), fresh: dots(fresh) };
}

/** What two wordings begin and end with alike, in whole words: "such" and "such a". */
function sharedWords(old: string, fresh: string): [lead: string, tail: string] {
  const [a, b] = [old.split(/(\s+)/), fresh.split(/(\s+)/)];
  const shorter = Math.min(a.length, b.length);
  let lead = 0;
  while (lead < shorter && a[lead] === b[lead]) lead++;
  let tail = 0;
  while (tail < shorter - lead && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return [a.slice(0, lead).join(""), a.slice(a.length - tail).join("")];
}

/** Space that is all there is to see is shown as dots. */
function dots(part: string): string {
  return part.trim() === "" ? part.replaceAll(" ", "\u00B7") : part;
}
