// One of some: a group of radio buttons, each with words of its own. In: what there is to choose,
// what is chosen. Out: what was chosen instead.
import type { ComponentChildren } from "preact";
import { t } from "../shared/words";

export type Choice<V extends string> = {
  value: V;
  title: string;
  detail?: string;
  sample?: ComponentChildren; // shown beside the title, for the eye alone
};

type Props<V extends string> = {
  name: string; // unique on the page; data-name for tests
  legend: string;
  choices: readonly Choice<V>[];
  chosen: V | null; // null: none of them
  locked?: boolean; // the organisation chose
  beside?: boolean; // beside each other, for short words
  unseenLegend?: boolean; // for what can be seen to be a choice anyway
  onChoose: (value: V) => void;
};

export function RadioChoices<V extends string>(props: Props<V>) {
  const { name, legend, choices, chosen, locked = false, onChoose } = props;
  const { beside = false, unseenLegend = false } = props;
  return (
    <fieldset class={beside ? "choices beside" : "choices"} data-name={name} disabled={locked}>
      <legend class={unseenLegend ? "unseen" : undefined}>{legend}</legend>
      {locked && <p class="set">{t("options_locked")}</p>}
      {choices.map(({ value, title, detail, sample }) => (
        <label key={value} class="choice">
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          <span class="words">
            <span class="title">{title}</span>
            {detail && <span class="detail">{detail}</span>}
          </span>
          {sample && (
            <span class="sample" aria-hidden="true">
              {sample}
            </span>
          )}
        </label>
      ))}
    </fieldset>
  );
}
