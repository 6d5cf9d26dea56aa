// The way between the sections: links beside the page, or a choice above it in a narrow window.
// In: the section that is shown. Out: the address's hash; options.tsx follows it.
import { t } from "../shared/words";
import { SECTIONS, type Section } from "./sections";

export function Navigation({ current }: { current: Section }) {
  return (
    <nav aria-label={t("options_sections")}>
      <ul class="links">
        {SECTIONS.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`} {...(id === current.id ? { "aria-current": "page" } : {})}>
              {t(title)}
            </a>
          </li>
        ))}
      </ul>
      <label class="jump">
        <span>{t("options_section")}</span>
        <select
          value={current.id}
          onChange={({ currentTarget }) => location.replace(`#${currentTarget.value}`)}
        >
          {SECTIONS.map(({ id, title }) => (
            <option key={id} value={id} selected={id === current.id}>
              {t(title)}
            </option>
          ))}
        </select>
      </label>
    </nav>
  );
}
