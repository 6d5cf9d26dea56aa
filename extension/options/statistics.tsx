// The section "Statistics": what Nib counted, in numbers and plots, where it is wanted. In: the
// settings, the statistics in storage. Out: the setting; all of it erased. Counts nothing itself.
import { useEffect, useState } from "preact/hooks";
import { titleOf } from "../shared/rules";
import type { Settings } from "../shared/settings";
import {
  type Counts,
  onStatisticsChanged,
  readStatistics,
  type Statistics as Stored,
  sumOf,
  updateStatistics,
} from "../shared/statistics";
import { t } from "../shared/words";
import { RadioChoices } from "../ui/radio_choices";
import { SettingSwitches } from "../ui/setting_switches";
import { PlotCanvas } from "./plot_canvas";
import {
  altOf,
  type Bucket,
  bucketsOf,
  figuresOf,
  headline,
  kindsOf,
  number,
  PERIODS,
  type Period,
  type Plot,
  plotsOf,
} from "./statistics_view";

function useStatistics(): Stored | null {
  const [statistics, setStatistics] = useState<Stored | null>(null);
  useEffect(() => {
    void readStatistics().then(setStatistics);
    return onStatisticsChanged(setStatistics);
  }, []);
  return statistics;
}

function Table({ plot, buckets }: { plot: Plot; buckets: readonly Bucket[] }) {
  return (
    <details class="plot-table">
      <summary>
        {t("stats_as_table")}
        <span class="unseen">: {plot.title}</span>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("stats_when")}</th>
            {plot.series.map(({ name }) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.map(({ long }, index) => (
            <tr key={long}>
              <th scope="row">{long}</th>
              {plot.series.map(({ name, values }) => (
                <td key={name}>{number(values[index] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function PlotFigure({ plot, buckets }: { plot: Plot; buckets: readonly Bucket[] }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const readout = pointed === null ? undefined : buckets[pointed];
  return (
    <div class="plot" data-name={plot.id}>
      <h3>{plot.title}</h3>
      <p class="readout">
        {plot.series.map(({ name, values }, index) => (
          <span key={name} class={index === 0 ? "main" : "second"}>
            {plot.series.length > 1 && <span class="swatch" />}
            {plot.series.length > 1 && `${name} `}
            <b>{number(readout ? (values[pointed ?? 0] ?? 0) : sum(values))}</b>
          </span>
        ))}
        <span>{readout?.label ?? t("stats_in_all")}</span>
      </p>
      <PlotCanvas plot={plot} buckets={buckets} alt={altOf(plot, buckets)} onPoint={setPointed} />
      <Table plot={plot} buckets={buckets} />
    </div>
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function Kinds({ total }: { total: Counts }) {
  const kinds = kindsOf(total);
  const most = kinds[0]?.[1] ?? 0;
  if (most === 0) return null;
  return (
    <div class="kinds">
      <h3 id="stats-kinds">{t("stats_by_kind")}</h3>
      <ul aria-labelledby="stats-kinds">
        {kinds.map(([kind, count]) => (
          <li key={kind}>
            <span>{titleOf(kind)}</span>
            <progress max={most} value={count} aria-hidden="true" />
            <b>{number(count)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Erase() {
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <button type="button" class="risky" data-name="erase" onClick={() => setAsking(true)}>
        {t("stats_erase")}
      </button>
    );
  return (
    <p class="question" role="alert">
      <span>{t("stats_erase_question")}</span>
      <span class="actions">
        <button type="button" class="risky" onClick={() => void updateStatistics(() => null)}>
          {t("stats_erase_yes")}
        </button>
        <button type="button" ref={(one) => one?.focus()} onClick={() => setAsking(false)}>
          {t("stats_erase_no")}
        </button>
      </span>
    </p>
  );
}

function Counted({ statistics }: { statistics: Stored }) {
  const [period, setPeriod] = useState<Period>("month");
  const buckets = bucketsOf(statistics, period, new Date());
  const total = sumOf(buckets.map(({ counts }) => counts));
  return (
    <>
      <RadioChoices
        name="period"
        legend={t("stats_period")}
        choices={PERIODS.map((value) => ({ value, title: t(`stats_period_${value}`) }))}
        chosen={period}
        beside
        unseenLegend
        onChoose={setPeriod}
      />
      <p class="headline">{headline(total, period)}</p>
      <dl class="figures">
        {figuresOf(total).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="plots">
        {plotsOf(buckets).map((plot) => (
          <PlotFigure key={plot.id} plot={plot} buckets={buckets} />
        ))}
      </div>
      <Kinds total={total} />
      <Erase />
    </>
  );
}

export function Statistics({ settings }: { settings: Settings }) {
  const statistics = useStatistics();
  const isEmpty = statistics !== null && Object.keys(statistics.days).length === 0;
  const words = [
    { key: "statistics", title: t("stats_switch"), detail: t("stats_switch_detail") },
  ] as const;
  return (
    <div class="statistics">
      <div class="switches wide">
        <SettingSwitches words={words} settings={settings} />
      </div>
      {isEmpty && settings.statistics && <p>{t("stats_none_yet")}</p>}
      {statistics && !isEmpty && !settings.statistics && <p>{t("stats_kept")}</p>}
      {statistics && !isEmpty && <Counted statistics={statistics} />}
    </div>
  );
}
