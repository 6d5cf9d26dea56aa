// What Nib counted, by day: completions and corrections, never texts. In: counts of the content
// script, what storage.local holds under one key, which anything may have written. Out: statistics
// that fit, sums of them. A bad day costs only itself. Reading and erasing are for our own pages;
// adding is the background's business (background/statistics.ts).
//
// As stored, exported and imported:
//   {"version": 1, "days": {"2026-11-26": {"shown": 9, "accepted": 4, "words": 11, "saved": 52,
//                                          "corrected": {"spelling": 2}}}}
import * as v from "valibot";
import { Rule } from "./settings_schema";

export const STATISTICS_KEY = "statistics_days";
/** The oldest days beyond these are forgotten. */
export const MAX_DAYS = 400;
/** Kinds of correction a day may have; the engine knows about twenty. */
const MAX_KINDS = 60;
const MAX_TOTAL = 1_000_000_000;
const LOCK = "nib-statistics";

function upTo(most: number) {
  return v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
}

function countsUpTo(most: number) {
  const count = upTo(most);
  return v.object({
    /** Completions that came into sight, and those of them of which something was taken. */
    shown: count,
    accepted: count,
    /** What was taken of them: words, and keystrokes beyond those that took them. */
    words: count,
    saved: count,
    /** Corrections taken, by kind. */
    corrected: v.pipe(
      v.record(Rule, count),
      v.check((kinds) => Object.keys(kinds).length <= MAX_KINDS),
    ),
  });
}

/** What one message may add. */
export const Counts = countsUpTo(100_000);
export type Counts = v.InferOutput<typeof Counts>;
const DayCounts = countsUpTo(MAX_TOTAL);

/** A day as people there count it: "2026-11-26". */
const Day = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/),
  v.check((day) => dateOf(day).getDate() === Number(day.slice(8))),
);

/** As an import has to be: nothing in it that does not fit. */
export const Statistics = v.object({
  version: v.literal(1),
  days: v.pipe(
    v.record(Day, DayCounts),
    v.check((days) => Object.keys(days).length <= MAX_DAYS),
  ),
});
export type Statistics = v.InferOutput<typeof Statistics>;

export const NO_STATISTICS: Statistics = { version: 1, days: {} };
export const NO_COUNTS: Counts = { shown: 0, accepted: 0, words: 0, saved: 0, corrected: {} };

/** What of the stored value fits; nothing where it is of another version, or none at all. */
export function parseStatistics(stored: unknown): Statistics {
  const whole = v.safeParse(
    v.object({ version: v.literal(1), days: v.record(v.string(), v.unknown()) }),
    stored,
  );
  if (!whole.success) return NO_STATISTICS;
  const fitting = Object.entries(whole.output.days).flatMap(([day, counts]) => {
    const parsed = v.safeParse(DayCounts, counts);
    return parsed.success && v.is(Day, day) ? [[day, parsed.output] as const] : [];
  });
  return newestOf(fitting);
}

function newestOf(days: (readonly [string, Counts])[]): Statistics {
  const sorted = days.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { version: 1, days: Object.fromEntries(sorted.slice(-MAX_DAYS)) };
}

export function dayOf(date: Date): string {
  const part = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
}

/** Noon of that day here: no change of clocks makes another day of it. */
export function dateOf(day: string): Date {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return new Date(year, month - 1, date, 12);
}

export function sumOf(counts: readonly Counts[]): Counts {
  const kinds = new Map<string, number>();
  for (const { corrected } of counts)
    for (const [kind, count] of Object.entries(corrected))
      kinds.set(kind, Math.min(MAX_TOTAL, (kinds.get(kind) ?? 0) + count));
  const total = (of: (one: Counts) => number) =>
    Math.min(
      MAX_TOTAL,
      counts.reduce((sum, one) => sum + of(one), 0),
    );
  return {
    shown: total((one) => one.shown),
    accepted: total((one) => one.accepted),
    words: total((one) => one.words),
    saved: total((one) => one.saved),
    corrected: Object.fromEntries([...kinds].slice(0, MAX_KINDS)),
  };
}

/** How many corrections, of whatever kind. */
export function correctionsIn({ corrected }: Counts): number {
  return Object.values(corrected).reduce((sum, count) => sum + count, 0);
}

/** The statistics after `counts` were added to a day. */
export function withCounts(statistics: Statistics, day: string, counts: Counts): Statistics {
  const before = statistics.days[day];
  const after = before ? sumOf([before, counts]) : counts;
  return newestOf([...Object.entries({ ...statistics.days, [day]: after })]);
}

export async function readStatistics(): Promise<Statistics> {
  const stored = await chrome.storage.local.get(STATISTICS_KEY);
  return parseStatistics(stored[STATISTICS_KEY]);
}

/**
 * Reads, changes and writes, one at a time over the background and all pages; null removes all.
 * Rejects when there is no room, and what was there stays.
 */
export async function updateStatistics(
  change: (statistics: Statistics) => Statistics | null,
): Promise<void> {
  await navigator.locks.request(LOCK, async () => {
    const changed = change(await readStatistics());
    if (changed) await chrome.storage.local.set({ [STATISTICS_KEY]: changed });
    else await chrome.storage.local.remove(STATISTICS_KEY);
  });
}

/** Calls `listener` with the statistics after each change of them. */
export function onStatisticsChanged(listener: (statistics: Statistics) => void): () => void {
  const follow = (changes: Record<string, chrome.storage.StorageChange>, area: string) => {
    const change = changes[STATISTICS_KEY];
    if (area === "local" && change) listener(parseStatistics(change.newValue));
  };
  chrome.storage.onChanged.addListener(follow);
  return () => chrome.storage.onChanged.removeListener(follow);
}
