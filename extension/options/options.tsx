// The options page: the way between the sections, and the one the address names. Draws what the
// sections' own files give; keeps nothing itself. Opened from the popup or the browser's page of
// extensions, also at a section ("options.html#sites").
import { render } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../shared/words";
import "../ui/language";
import { useLive } from "../ui/live_settings";
import { Navigation } from "./navigation";
import { type Choices, type Section, sectionOf } from "./sections";

/** Follows the address; after a link the section's heading has the focus, after a choice not. */
function useSection(): Section {
  const [section, show] = useState(() => sectionOf(location.hash));
  const byLink = useRef(false);
  useEffect(() => {
    const follow = () => {
      byLink.current = document.activeElement instanceof HTMLAnchorElement;
      show(sectionOf(location.hash));
    };
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  // With the section, not after it is painted: the next key may be a Tab from its heading.
  useLayoutEffect(() => {
    document.title = t("options_title_of", t(section.title));
    window.scrollTo(0, 0);
    const heading = byLink.current ? document.getElementById(section.id) : null;
    if (heading) heading.tabIndex = -1;
    heading?.focus({ preventScroll: true });
    byLink.current = false;
  }, [section]);
  return section;
}

function Shown({ section, choices }: { section: Section; choices: Choices }) {
  const { id, title, draw: Draw, whole = false } = section;
  if (whole) return <Draw {...choices} />;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t(title)}</h2>
      <Draw {...choices} />
    </section>
  );
}

function Options() {
  const { settings, stored, refused } = useLive();
  const section = useSection();
  return (
    <>
      <header>
        <img src="../icons/nib-48.png" alt="" width="32" height="32" />
        <h1>{t("options_title")}</h1>
      </header>
      <Navigation current={section} />
      <main>
        {refused !== null && (
          <p class="outcome bad" role="alert" data-name="refused">
            {t("options_not_stored", refused)}
          </p>
        )}
        <Shown key={section.id} section={section} choices={{ settings, stored }} />
      </main>
      <footer>{t("options_promise")}</footer>
    </>
  );
}

render(<Options />, document.body);
