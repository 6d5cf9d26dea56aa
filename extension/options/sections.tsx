// The sections of the options page, in their order. In: settings. Out: which section an address
// ("#appearance") names, and what draws it.
import type { FunctionComponent } from "preact";
import type { Settings, StoredSettings } from "../shared/settings";
import type { MessageKey } from "../shared/words";
import { About } from "./about";
import { Appearance } from "./appearance";
import { Corrections } from "./corrections";
import { Data } from "./data";
import { Dictionary } from "./dictionary";
import { English } from "./english";
import { Features } from "./features";
import { Fields } from "./fields";
import { GhostText } from "./ghost_text";
import { Keys } from "./keys";
import { LanguageModel } from "./language_model";
import { Learning } from "./learning";
import { Sentiment } from "./sentiment";
import { Sites } from "./sites";
import { Statistics } from "./statistics";
import { Sync } from "./sync";

/** settings: what holds; stored: what the user chose, to which changes are made. */
export type Choices = { settings: Settings; stored: StoredSettings };

export type Section = {
  id: string; // the address's hash
  title: MessageKey;
  draw: FunctionComponent<Choices>;
  whole?: boolean; // it draws its own heading, which has the id
};

export const SECTIONS: readonly Section[] = [
  { id: "features", title: "options_features", draw: Features },
  { id: "ghost-text", title: "options_ghost", draw: GhostText },
  { id: "english", title: "options_english", draw: English },
  { id: "corrections", title: "options_corrections", draw: Corrections },
  { id: "sites", title: "options_sites", draw: Sites },
  { id: "fields", title: "options_fields", draw: Fields },
  { id: "keys", title: "options_keys", draw: Keys },
  { id: "appearance", title: "options_appearance", draw: Appearance },
  { id: "sentiment", title: "options_sentiment", draw: Sentiment },
  { id: "dictionary", title: "options_dictionary", draw: Dictionary },
  { id: "learning", title: "learn_title", draw: Learning, whole: true },
  { id: "statistics", title: "stats_title", draw: Statistics },
  { id: "language-model", title: "options_model", draw: LanguageModel },
  { id: "data", title: "options_data", draw: Data },
  { id: "sync", title: "options_sync", draw: Sync },
  { id: "about", title: "options_about", draw: About },
];

/** The section an address's hash names; the first where it names none. */
export function sectionOf(hash: string): Section {
  const [first] = SECTIONS;
  return SECTIONS.find(({ id }) => `#${id}` === hash) ?? (first as Section);
}
