// What Nib promises about people's words, and how to see for oneself that it is so. In: the
// manifest, as the browser has it. Out: a list of things to try; none of it needs trust in us.
import { t } from "../shared/words";

/** "connect-src 'self'": what our pages may reach, out of the policy the browser enforces. */
export function reachOf({ content_security_policy }: chrome.runtime.Manifest): string {
  const policy = (content_security_policy as { extension_pages?: string } | undefined) ?? {};
  const rules = (policy.extension_pages ?? "").split(";").map((rule) => rule.trim());
  return rules.find((rule) => rule.startsWith("connect-src")) ?? "";
}

export function DataPromise() {
  const manifest = chrome.runtime.getManifest();
  return (
    <section aria-labelledby="promise">
      <h2 id="promise">{t("welcome_promise_title")}</h2>
      <p>{t("welcome_promise")}</p>
      <ol class="checks">
        <li>{t("welcome_check_offline")}</li>
        <li>{t("welcome_check_network")}</li>
        <li>
          {t("welcome_check_manifest")} <code>{(manifest.permissions ?? []).join(", ")}</code>
          <br />
          {t("welcome_check_policy")} <code>{reachOf(manifest)}</code>
        </li>
        <li>{t("welcome_check_source")}</li>
      </ol>
    </section>
  );
}
