// What Nib draws, as it would look with these settings: one field with a ghost, lines and feelings.
// In: settings. Out: a picture in HTML, for the eye alone; what it shows is said in one line.
// The real drawing is content/render's, whose rules for colours it shares.
import { useEffect, useState } from "preact/hooks";
import { ENOUGH, opacityFor, PLENTY, type Rgb, standingOut } from "../content/render/contrast";
import type { Settings } from "../shared/settings";
import { t } from "../shared/words";

type Look = Pick<
  Settings,
  | "underline_style"
  | "high_contrast"
  | "sentiment_style"
  | `${"ghost" | "spelling" | "grammar" | "positive" | "negative"}_color`
>;

type Named = "spelling" | "grammar" | "positive" | "negative";
/** As content/render/overlay.ts has them, on white and on near-black. */
const MARKS: Record<Named, readonly [light: string, dark: string]> = {
  spelling: ["#d1242f", "#ff7b72"],
  grammar: ["#1f6feb", "#79b8ff"],
  positive: ["#1a7f37", "#3fb950"],
  negative: ["#bc4c00", "#f0883e"],
};
const NAMES = Object.keys(MARKS) as Named[];
const GHOST_OPACITY = 0.56;

/** --paper and --ink of ui/theme.css, light and dark. */
const PAPERS = ["#ffffff", "#1b1d23"] as const;
const INKS = ["#1a1d26", "#eceef4"] as const;
const DARK = matchMedia("(prefers-color-scheme: dark)");

function useDark(): 0 | 1 {
  const [isDark, setDark] = useState(DARK.matches);
  useEffect(() => {
    const follow = () => setDark(DARK.matches);
    DARK.addEventListener("change", follow);
    return () => DARK.removeEventListener("change", follow);
  }, []);
  return isDark ? 1 : 0;
}

function rgbOf(colour: string): Rgb {
  const at = (start: number) => Number.parseInt(colour.slice(start, start + 2), 16);
  return [at(1), at(3), at(5)];
}

/** As custom properties, which preview.css draws with: colours as far as they can be seen there. */
function propertiesOf(look: Look, dark: 0 | 1): Record<string, string> {
  const ground = rgbOf(PAPERS[dark]);
  const enough = look.high_contrast ? PLENTY : ENOUGH;
  const seen = (colour: string) => `rgb(${standingOut(rgbOf(colour), ground, enough)})`;
  const marks = NAMES.map((name) => {
    const chosen = look[`${name}_color`];
    return [`--${name}`, seen(chosen === "auto" ? MARKS[name][dark] : chosen)];
  });
  const opacity = opacityFor(rgbOf(INKS[dark]), ground, GHOST_OPACITY, enough) ?? 1;
  const pale = `color-mix(in srgb, ${INKS[dark]} ${opacity * 100}%, transparent)`;
  const ghost = look.ghost_color === "auto" ? pale : seen(look.ghost_color);
  return Object.fromEntries([...marks, ["--ghost", ghost]]);
}

function Feeling({ label, text }: { label: "positive" | "negative"; text: string }) {
  const [start = "", word = "", end = ""] = text.split("|");
  return (
    <span class={`feeling ${label}`}>
      {start}
      <span class="carrier">{word}</span>
      {end}
    </span>
  );
}

function Findings() {
  const [start = "", spelling = "", middle = "", grammar = "", end = ""] =
    t("options_preview_text").split("|");
  return (
    <>
      {start}
      <span class="finding spelling">{spelling}</span>
      {middle}
      <span class="finding grammar">{grammar}</span>
      {end}
    </>
  );
}

/** `feelings`: those alone. */
export function Preview({ settings, feelings = false }: { settings: Look; feelings?: boolean }) {
  const dark = useDark();
  const { underline_style, sentiment_style, high_contrast } = settings;
  const classes = ["preview", `lines-${underline_style}`, sentiment_style];
  return (
    <div
      class={[...classes, high_contrast ? "strong" : ""].join(" ").trim()}
      role="img"
      aria-label={t(feelings ? "options_preview_feelings" : "options_preview")}
      style={propertiesOf(settings, dark)}
      data-name="preview"
    >
      {!feelings && (
        <p>
          <Findings /> {t("options_preview_typed")}
          <span class="caret" />
          <span class="ghost">{t("options_preview_ghost")}</span>
        </p>
      )}
      <p>
        <Feeling label="positive" text={t("options_preview_good")} />{" "}
        <Feeling label="negative" text={t("options_preview_bad")} />
      </p>
    </div>
  );
}
