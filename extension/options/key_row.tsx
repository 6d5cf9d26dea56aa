// One action and its keys: shows them, takes others while it records, says what speaks against them.
// In: the action and its chord. Out: what was pressed or clicked. Stores nothing.
import { useEffect, useRef } from "preact/hooks";
import { type Action, chordOf } from "../shared/chords";
import { t } from "../shared/words";
import { keyCaps } from "../ui/key_caps";

type Props = {
  action: Action;
  chord: string;
  isMac: boolean;
  changed: boolean; // not the default
  recording: boolean;
  said: string | null; // about what was pressed last
  clash: { chord: string; other: Action } | null;
  onRecord: () => void;
  onStop: () => void;
  onPress: (chord: string) => void;
  onReset: () => void;
  onSwap: () => void;
};

function Caps({ chord, isMac }: { chord: string; isMac: boolean }) {
  return (
    <span class="caps">
      {keyCaps(chord, isMac).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}

/** Takes every key while it has the focus; Esc and leaving it end the recording. */
function Recorder({
  title,
  onStop,
  onPress,
}: { title: string } & Pick<Props, "onStop" | "onPress">) {
  const over = useRef(false); // a button that goes away may still lose the focus
  const take = (event: KeyboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    const chord = chordOf(event);
    if (chord === null) return;
    over.current = true;
    if (chord === "Escape") onStop();
    else onPress(chord);
  };
  return (
    <button
      type="button"
      class="recorder"
      aria-label={t("options_key_press_for", title)}
      ref={(button) => button?.focus()}
      onKeyDown={take}
      onBlur={() => over.current || onStop()}
    >
      {t("options_key_press")}
    </button>
  );
}

/** The way to other keys, and back to the default ones. */
function Actions({ title, ...props }: { title: string } & Props) {
  const { recording, changed } = props;
  const change = useRef<HTMLButtonElement>(null);
  const wasRecording = useRef(false);
  useEffect(() => {
    // Back to where the recording began, unless the person went elsewhere.
    if (wasRecording.current && !recording && document.activeElement === document.body)
      change.current?.focus();
    wasRecording.current = recording;
  }, [recording]);
  const about = (label: string) => ({ "aria-label": `${label}: ${title}`, children: label });
  return (
    <span class="actions">
      {recording ? (
        <Recorder title={title} onStop={props.onStop} onPress={props.onPress} />
      ) : (
        <button
          type="button"
          ref={change}
          onClick={props.onRecord}
          {...about(t("options_key_change"))}
        />
      )}
      <button
        type="button"
        disabled={!changed}
        onClick={props.onReset}
        {...about(t("options_key_reset"))}
      />
    </span>
  );
}

function ClashWords({ clash, isMac, onSwap }: Pick<Props, "clash" | "isMac" | "onSwap">) {
  if (!clash) return null;
  const keys = keyCaps(clash.chord, isMac).join(" ");
  return (
    <>
      <span>{t("options_key_clash", keys, t(`options_key_${clash.other}`))}</span>{" "}
      <button type="button" onClick={onSwap}>
        {t("options_key_swap")}
      </button>
    </>
  );
}

export function KeyRow(props: Props) {
  const { action, chord, isMac, said, clash, onSwap } = props;
  const title = t(`options_key_${action}`);
  return (
    <li data-name={action}>
      <span class="words">
        <span class="title">{title}</span>
        <Caps chord={chord} isMac={isMac} />
      </span>
      <Actions title={title} {...props} />
      <p class="said" role="status">
        {said}
        <ClashWords {...{ clash, isMac, onSwap }} />
      </p>
    </li>
  );
}
