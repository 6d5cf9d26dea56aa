// The engine's condition, as engine_words.ts tells it: a dot, a title, a line of details and one bar
// for all that loads, always as tall; parts, times and notes behind "Details".
import type { EngineView } from "../shared/engine_link";
import { t } from "../shared/words";
import { engineWords, type Progress } from "./engine_words";

function Meter({ id, loaded_bytes, total_bytes }: Progress & { id: string }) {
  if (total_bytes === 0) return <progress id={id} />;
  return <progress id={id} max={total_bytes} value={loaded_bytes} />;
}

function Bar(progress: Progress) {
  const id = `progress-${progress.name}`;
  return (
    <div class="bar">
      <label for={id}>{progress.name}</label>
      <span class="amount">{progress.amount}</span>
      <Meter id={id} {...progress} />
    </div>
  );
}

/** view: null until it is known whether there is an engine. */
type Props = { view: EngineView | null; isWanted: boolean; onRetry: () => void };

export function EngineCard({ view, isWanted, onRetry }: Props) {
  const words = engineWords(view?.state, isWanted);
  const { tone, title, detail, whole, bars, notice, problems, facts } = words;
  return (
    <section class={`engine ${tone}`} aria-label={t("popup_engine")}>
      <p class="condition" role="status">
        <span class="dot" />
        <span class="words">
          <span class="title">{title}</span>
          <span class="detail">{detail}</span>
        </span>
      </p>
      {notice && <p class="notice">{notice}</p>}
      {problems.map((problem) => (
        <p class="problem" key={problem}>
          {problem}
        </p>
      ))}
      {tone === "bad" && (
        <button type="button" class="action" data-name="retry" onClick={onRetry}>
          {t("engine_try_again")}
        </button>
      )}
      {view?.refusal && (
        <p class="problem" role="alert">
          {t(...view.refusal)}
        </p>
      )}
      {(facts.length > 0 || bars.length > 0) && (
        <details>
          <summary>{t("popup_details")}</summary>
          {bars.map((bar) => (
            <Bar key={bar.name} {...bar} />
          ))}
          <ul>
            {facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        </details>
      )}
      <div class="whole">
        {whole && (
          <>
            <label class="unseen" for="whole">
              {whole.name}
            </label>
            <Meter id="whole" {...whole} />
          </>
        )}
      </div>
    </section>
  );
}
