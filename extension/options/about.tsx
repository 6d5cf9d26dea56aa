// The section "About and privacy": the version, the promise and how to check it oneself, licences.
import { t } from "../shared/words";

const CHECKS = [
  "options_check_permissions",
  "options_check_offline",
  "options_check_traffic",
  "options_check_source",
] as const;

/** What is in the package, with its licence; names are not translated (CHANGELOG.md has sizes). */
const PARTS: readonly [name: string, licence: string][] = [
  ["Nib", "MIT"],
  ["Pyodide, CPython", "MPL-2.0, PSF-2.0"],
  ["micropip", "MPL-2.0"],
  ["onnxruntime-web", "MIT"],
  ["@huggingface/tokenizers", "Apache-2.0"],
  ["valibot, preact, @noble/hashes", "MIT"],
  ["SmolLM2-135M-Instruct", "Apache-2.0"],
  ["all-MiniLM-L6-v2 (grammar model)", "Apache-2.0"],
  ["multilingual-e5-small (sentiment model)", "MIT"],
];

export function About() {
  const { version } = chrome.runtime.getManifest();
  return (
    <>
      <p>
        {t("options_version", version)} {t("options_about_nib")}
      </p>
      <h3>{t("options_privacy")}</h3>
      <p>{t("options_privacy_about")}</p>
      <h3>{t("options_check")}</h3>
      <ol class="plain">
        {CHECKS.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ol>
      <h3>{t("options_licences")}</h3>
      <dl class="rows">
        {PARTS.map(([name, licence]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{licence}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
