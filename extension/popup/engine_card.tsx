// The engine's condition, as words.ts tells it: a dot, a title, details, progress, what to do.
import type { EngineView } from "../shared/engine_link";
import { engineWords, type Progress } from "./words";

function Bar({ name, amount, loaded_bytes, total_bytes }: Progress) {
  const id = `progress-${name}`;
  return (
    <div class="bar">
      <label for={id}>{name}</label>
      <span class="amount">{amount}</span>
      {total_bytes > 0 ? (
        <progress id={id} max={total_bytes} value={loaded_bytes} />
      ) : (
        <progress id={id} />
      )}
    </div>
  );
}

type Props = { view: EngineView; enabled: boolean; onRetry: () => void };

export function EngineCard({ view, enabled, onRetry }: Props) {
  const { tone, title, detail, bars, notice, problems, facts } = engineWords(view.state, enabled);
  return (
    <section class={`engine ${tone}`} aria-label="Engine">
      <p class="condition" role="status">
        <span class="dot" />
        <span class="words">
          <span class="title">{title}</span>
          {detail && <span class="detail">{detail}</span>}
        </span>
      </p>
      {bars.map((bar) => (
        <Bar key={bar.name} {...bar} />
      ))}
      {notice && <p class="notice">{notice}</p>}
      {problems.map((problem) => (
        <p class="problem" key={problem}>
          {problem}
        </p>
      ))}
      {tone === "bad" && (
        <button type="button" class="action" onClick={onRetry}>
          Try again
        </button>
      )}
      {view.refusal && (
        <p class="problem" role="alert">
          {view.refusal}
        </p>
      )}
      {facts.length > 0 && (
        <details>
          <summary>Details</summary>
          <ul>
            {facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
