// What the popup says of the page and of the field in use there. Pure: conditions in, words out.
import type { FieldState, PageAnswer } from "../shared/messages";
import type { Settings } from "../shared/settings";
import {
  FEATURES,
  type Feature,
  isFeatureOn,
  isSiteForced,
  isSiteOn,
  isSnoozed,
} from "../shared/site_rules";
import { closestOf } from "../shared/sites";
import { timeOf } from "../shared/time_words";
import { type MessageKey, t } from "../shared/words";
import { isFeatureOffHere } from "./here";
import type { PageView } from "./page";
import type { FieldView } from "./page_link";

const MINUTE_MS = 60_000;

/** "42 minutes left": whole ones, the last one until it is over. */
export function leftWords(until_ms: number, now_ms: number): string {
  const minutes = Math.ceil((until_ms - now_ms) / MINUTE_MS);
  return minutes === 1 ? t("popup_minute_left") : t("popup_minutes_left", minutes);
}

/** Why Nib is silent on this page by what was chosen; null where it is not. */
export function whySilent(settings: Settings, page: PageView, now_ms: number): string | null {
  if (!settings.enabled)
    return t(settings.locked.includes("enabled") ? "popup_off_by_policy" : "popup_off_everywhere");
  if (isSnoozed(settings, now_ms)) return t("popup_snoozed", timeOf(settings.snoozed_until));
  if (page.kind === "browser") return t("popup_browser_page");
  if (!isSiteOn(settings, page.url)) return siteOffWords(settings, page.url);
  if (FEATURES.some((feature) => isFeatureOn(settings, feature, page.url, now_ms))) return null;
  const isOff = FEATURES.every((feature) => !settings[feature]);
  return t(isOff ? "popup_features_off" : "popup_features_off_here");
}

function siteOffWords(settings: Settings, url: string): string {
  if (isSiteForced(settings, url)) return t("popup_site_off_by_policy");
  return t(closestOf(settings.sites_off, url) > 0 ? "popup_site_off" : "popup_off_by_default");
}

export function siteDetail(settings: Settings, page: PageView): string {
  if (page.isPrivate) return t("popup_private_window");
  return t(isSiteForced(settings, page.url) ? "popup_set_by_policy" : "popup_site_detail");
}

const FEATURE_DETAILS = {
  completion: "popup_completion_detail",
  correction: "popup_correction_detail",
  sentiment: "popup_sentiment_detail",
} as const satisfies Record<Feature, MessageKey>;

const FEATURE_TITLES = {
  completion: "popup_completion",
  correction: "popup_correction",
  sentiment: "popup_sentiment",
} as const satisfies Record<Feature, MessageKey>;

export function featureWords(settings: Settings, feature: Feature, url: string) {
  const detail = settings.locked.includes(feature)
    ? "popup_set_by_policy"
    : settings[feature] && isFeatureOffHere(settings, feature, url)
      ? "popup_feature_off_here"
      : FEATURE_DETAILS[feature];
  return { title: t(FEATURE_TITLES[feature]), detail: t(detail) };
}

type Refusal = NonNullable<PageAnswer["refusal"]>;

const REFUSALS = {
  type: "popup_left_type",
  password: "popup_left_password",
  payment: "popup_left_payment",
  code: "popup_left_code",
  identity: "popup_left_identity",
  "read-only": "popup_left_read_only",
  "code-editor": "popup_left_code_editor",
  "spellcheck-off": "popup_left_spellcheck_off",
  "not wanted": "popup_left_not_wanted",
  hidden: "popup_left_hidden",
} as const satisfies Record<Refusal, MessageKey>;

/** Those the options can change. */
const CHANGEABLE: readonly Refusal[] = ["spellcheck-off", "not wanted"];

/** Extension stores, where no extension may run. */
const STORES = ["chromewebstore.google.com", "chrome.google.com", "addons.mozilla.org"];

function unreachedWords({ kind, site }: PageView): string {
  if (kind === "file") return t("popup_file_page");
  if (site !== null && STORES.includes(site)) return t("popup_store_page");
  return t(kind === "site" ? "popup_reload_page" : "popup_closed_page");
}

export type FieldNote = { text: string; link?: "fields" };

/** Why there is nothing to show of a field; null where Nib works in one. */
export function fieldNote(page: PageView, view: NonNullable<FieldView>): FieldNote | null {
  const { reached, refusal, field } = view;
  if (!reached) return { text: unreachedWords(page) };
  if (refusal) {
    const text = t(REFUSALS[refusal]);
    return CHANGEABLE.includes(refusal) ? { text, link: "fields" } : { text };
  }
  return field ? null : { text: t("popup_no_field") };
}

/** Who else works in the field, and what Nib leaves to them; null for nobody. */
export function rivalWords(settings: Settings, rivals: FieldState["rivals"]): string | null {
  if (settings.beside_rivals || rivals.length === 0) return null;
  const checkers = rivals.filter((name) => name !== "Smart Compose");
  const [one, ...others] = checkers;
  if (one === undefined) return t("popup_rival_smart_compose");
  if (others.length === 0) return t("popup_rival", one);
  return t("popup_rivals", new Intl.ListFormat(chrome.i18n.getUILanguage()).format(checkers));
}

/** Of a text that is surely not English; null otherwise. */
export function languageWords(code: string): string | null {
  if (code === "" || code === "und" || /^en\b/.test(code)) return null;
  const names = new Intl.DisplayNames(chrome.i18n.getUILanguage(), { type: "language" });
  try {
    return t("popup_not_english", names.of(code) ?? code);
  } catch {
    return t("popup_not_english", code); // no code at all
  }
}

export function findingsWords({ grammar, count, blank }: FieldState): string {
  if (grammar === "off") return t("popup_corrections_off");
  if (blank) return t("popup_field_blank");
  if (count === 1) return t("popup_one_correction");
  if (count > 1) return t("popup_corrections", count);
  if (grammar === "unread") return t("popup_field_unread");
  return t(grammar === "reading" ? "popup_field_reading" : "popup_field_clean");
}

/** "Tone: mostly positive, 1 of 5 sentences negative"; null until it is known. */
export function toneWords(tone: FieldState["tone"]): string | null {
  if (typeof tone === "string") return tone === "reading" ? t("popup_tone_reading") : null;
  const { sentences, positive, negative } = tone;
  if (positive + negative === 0) return t("popup_tone_neutral");
  const leading = positive >= negative ? "positive" : "negative";
  if (tone[leading] === sentences) return t(`popup_tone_${leading}`);
  const other = leading === "positive" ? "negative" : "positive";
  const told = tone[other] > 0 ? other : leading;
  const share = t(`popup_tone_${told}_of`, tone[told], sentences);
  if (positive === negative) return t("popup_tone_mixed", share);
  const much = tone[leading] > sentences / 2 ? "mostly" : "partly";
  return t(`popup_tone_${much}_${leading}`, share);
}
