// What the statistics page shows: days or months in a row, without gaps, and the sentences above
// them. In: statistics, today, the period chosen. Out: plain values and words. Pure.
import {
  type Counts,
  correctionsIn,
  dateOf,
  dayOf,
  NO_COUNTS,
  type Statistics,
  sumOf,
} from "../shared/statistics";
import { type MessageKey, t } from "../shared/words";

export const PERIODS = ["month", "year"] as const;
/** The last 30 days by day, or the last 12 months by month. */
export type Period = (typeof PERIODS)[number];

const DAYS = 30;
const MONTHS = 12;

/** One bar of a plot: a day or a month. */
export type Bucket = { label: string; long: string; counts: Counts };

/** From the oldest to today's; where nothing was counted there are zeros. */
export function bucketsOf(statistics: Statistics, period: Period, today: Date): Bucket[] {
  return period === "month" ? daysOf(statistics, today) : monthsOf(statistics, today);
}

function daysOf({ days }: Statistics, today: Date): Bucket[] {
  return Array.from({ length: DAYS }, (_, index) => {
    const date = dateOf(dayOf(today));
    date.setDate(date.getDate() - (DAYS - 1 - index));
    return {
      label: date.toLocaleDateString(undefined, { day: "numeric", month: "short" }),
      long: date.toLocaleDateString(undefined, { day: "numeric", month: "long", year: "numeric" }),
      counts: days[dayOf(date)] ?? NO_COUNTS,
    };
  });
}

function monthsOf({ days }: Statistics, today: Date): Bucket[] {
  return Array.from({ length: MONTHS }, (_, index) => {
    const date = new Date(today.getFullYear(), today.getMonth() - (MONTHS - 1 - index), 1, 12);
    const month = dayOf(date).slice(0, "2026-11".length);
    const counts = Object.keys(days).filter((day) => day.startsWith(month));
    return {
      label: date.toLocaleDateString(undefined, { month: "short" }),
      long: date.toLocaleDateString(undefined, { month: "long", year: "numeric" }),
      counts: sumOf(counts.map((day) => days[day] ?? NO_COUNTS)),
    };
  });
}

/** As people there write numbers: 1,204. */
export const number = (value: number) => value.toLocaleString();

function plural(one: MessageKey, other: MessageKey, count: number, ...more: string[]): string {
  return t(count === 1 ? one : other, number(count), ...more);
}

/** "You saved 1,204 keystrokes in the last 30 days.", and what goes with it. */
export function headline(total: Counts, period: Period): string {
  const when = t(period === "month" ? "stats_when_month" : "stats_when_year");
  return plural("stats_saved_one", "stats_saved_other", total.saved, when);
}

export type Figure = { name: string; value: string };

export function figuresOf(total: Counts): Figure[] {
  const taken = t("stats_taken_of", number(total.accepted), number(total.shown));
  return [
    { name: t("stats_saved"), value: number(total.saved) },
    { name: t("stats_words"), value: number(total.words) },
    { name: t("stats_accepted"), value: taken },
    { name: t("stats_corrected"), value: number(correctionsIn(total)) },
  ];
}

export type Series = { name: string; values: number[] };
export type Plot = { id: string; title: string; series: Series[] };

/** What is drawn over time; the first series of a plot is its main one. */
export function plotsOf(buckets: readonly Bucket[]): Plot[] {
  const series = (key: MessageKey, of: (counts: Counts) => number): Series => ({
    name: t(key),
    values: buckets.map(({ counts }) => of(counts)),
  });
  const accepted = series("stats_accepted", (one) => one.accepted);
  const shown = series("stats_shown", (one) => one.shown);
  return [
    { id: "saved", title: t("stats_saved"), series: [series("stats_saved", (one) => one.saved)] },
    { id: "words", title: t("stats_words"), series: [series("stats_words", (one) => one.words)] },
    { id: "completions", title: t("stats_completions"), series: [accepted, shown] },
    {
      id: "corrections",
      title: t("stats_corrected"),
      series: [series("stats_corrected", correctionsIn)],
    },
  ];
}

/** What a picture of a plot says in words. */
export function altOf(plot: Plot, buckets: readonly Bucket[]): string {
  const values = plot.series[0]?.values ?? [];
  const most = Math.max(0, ...values);
  if (most === 0) return t("stats_alt_none", plot.title);
  const sum = values.reduce((all, value) => all + value, 0);
  const peak = buckets[values.indexOf(most)]?.long ?? "";
  return t("stats_alt", plot.title, number(sum), number(most), peak);
}

/** Kinds of correction, the most frequent first. */
export function kindsOf({ corrected }: Counts): [kind: string, count: number][] {
  return Object.entries(corrected)
    .filter(([, count]) => count > 0)
    .toSorted(([, one], [, other]) => other - one);
}
