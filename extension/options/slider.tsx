// A number within bounds, with what it means in words beside it. In: the number that is stored.
// Out: another, once it is let go: what lies between is shown but not stored.
import { useEffect, useState } from "preact/hooks";

type Props = {
  name: string; // unique on the page
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  ends?: readonly [low: string, high: string];
  wordsOf: (value: number) => string;
  onChoose: (value: number) => void;
};

export function Slider(props: Props) {
  const { name, label, value, min, max, step, ends, wordsOf, onChoose } = props;
  const [shown, show] = useState(value);
  useEffect(() => show(value), [value]);
  return (
    <div class="slider" data-name={name}>
      <label for={name}>{label}</label>
      <output for={name}>{wordsOf(shown)}</output>
      <input
        id={name}
        type="range"
        {...{ min, max, step }}
        value={shown}
        aria-valuetext={wordsOf(shown)}
        onInput={({ currentTarget }) => show(currentTarget.valueAsNumber)}
        onChange={({ currentTarget }) => onChoose(currentTarget.valueAsNumber)}
      />
      {ends && (
        <span class="ends" aria-hidden="true">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </span>
      )}
    </div>
  );
}
