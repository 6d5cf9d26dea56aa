// One model: its name, its facts, whether it is in use, and what can be done with it.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../shared/words";

type Props = {
  id: string; // unique on the page
  title: string;
  facts: [name: string, value: string][];
  inUse: boolean;
  useLabel: string;
  busy: boolean;
  onUse: () => void;
  onRemove?: () => void; // absent: it cannot be removed
};

type ButtonProps = { about: string; disabled?: boolean; onClick: () => void; children: string };

/** A button whose full name says which model it is about. */
function Action({ about, disabled = false, onClick, children }: ButtonProps) {
  return (
    <button type="button" aria-label={`${children}: ${about}`} {...{ disabled, onClick }}>
      {children}
    </button>
  );
}

function Question({ title, onYes, onNo }: { title: string; onYes: () => void; onNo: () => void }) {
  return (
    <p class="question" role="alert">
      <span>{t("options_model_question", title)}</span>
      <span class="actions">
        <button type="button" class="risky" onClick={onYes}>
          {t("options_model_remove_it")}
        </button>
        <button type="button" ref={(button) => button?.focus()} onClick={onNo}>
          {t("options_model_keep_it")}
        </button>
      </span>
    </p>
  );
}

export function ModelCard({ id, title, facts, inUse, useLabel, busy, onUse, onRemove }: Props) {
  const [asking, setAsking] = useState(false);
  const actions: ComponentChildren = (
    <p class="actions">
      {!inUse && (
        <Action about={title} disabled={busy} onClick={onUse}>
          {useLabel}
        </Action>
      )}
      {onRemove && (
        <Action about={title} disabled={busy} onClick={() => setAsking(true)}>
          {t("options_model_remove")}
        </Action>
      )}
    </p>
  );
  return (
    <li class={inUse ? "model used" : "model"} data-id={id} aria-labelledby={`title-${id}`}>
      <h3 id={`title-${id}`}>
        <span>{title}</span>
        {inUse && <span class="badge">{t("options_model_in_use")}</span>}
      </h3>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {asking && onRemove ? (
        <Question title={title} onYes={onRemove} onNo={() => setAsking(false)} />
      ) : (
        actions
      )}
    </li>
  );
}
