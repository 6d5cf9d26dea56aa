// Tells screen readers what is drawn and nobody asked for: the ghost text, how many corrections
// there are. In: what each redraw shows. Out: one polite sentence after a rest, never at each key;
// none where the setting `announcements` is off. Answers to a key or a menu are not its business.
import { t } from "../shared/words";
import type { Overlay } from "./render/overlay";
import type { Timers } from "./timers";

const REST_MS = 900;

export class Announcer {
  private told = { ghost: "", corrections: 0 };

  constructor(
    private readonly overlay: Overlay,
    private readonly timers: Timers,
    private readonly isOn: () => boolean,
  ) {}

  shows(ghost: string, corrections: number): void {
    this.timers.later("announce", REST_MS, () => {
      const { told } = this;
      this.told = { ghost, corrections };
      const words = wordsFor(
        ghost === told.ghost ? "" : ghost,
        corrections - told.corrections,
        corrections,
      );
      if (words !== "" && this.isOn()) this.overlay.announce(words);
    });
  }
}

/** Corrections are counted when their number changed; none left is no news. */
export function wordsFor(ghost: string, change: number, corrections: number): string {
  const count =
    corrections === 1 ? t("card_there_is") : corrections && t("card_there_are", corrections);
  return [change && count, ghost && t("card_ghost", ghost.trim())].filter(Boolean).join(" ");
}
