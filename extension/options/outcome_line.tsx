// What became of what was just done, in one line that is also spoken. In: an outcome. Out: the line,
// empty while there is nothing to say, so that what is put into it is noticed.
import type { ComponentChildren } from "preact";
import type { Outcome } from "./model_words";

type Props = { outcome: Outcome | null; children?: ComponentChildren };

export function OutcomeLine({ outcome, children }: Props) {
  return (
    <p class={`outcome ${outcome?.good === false ? "bad" : "good"}`} role="status">
      {outcome && (
        <>
          <span>{outcome.text}</span> {children}
        </>
      )}
    </p>
  );
}
