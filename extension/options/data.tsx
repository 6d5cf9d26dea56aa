// The section "Your data": what is stored and how much, everything as a file and back, everything
// erased. In: settings, the browser's own counts. Out: what its parts do.
import { useEffect, useState } from "preact/hooks";
import type { StoredSettings } from "../shared/settings";
import { t } from "../shared/words";
import { EraseAll } from "./erase_all";
import { modelShelf } from "./language_model";
import { sizeWords } from "./model_words";
import type { Choices } from "./sections";
import { SettingsTransfer } from "./settings_transfer";
import { readEstimate, readUse, type Use } from "./stored_data";

function amountOf({ bytes }: Use): string {
  return bytes === 0 ? t("options_use_none") : sizeWords(bytes);
}

/** `of`: what to look at again when it changes. */
function Stored({ of, times }: { of: StoredSettings; times: number }) {
  const [use, setUse] = useState<Use[]>([]);
  const [estimate, setEstimate] = useState("");
  useEffect(() => {
    let isShown = true;
    void Promise.all([readUse(), readEstimate()]).then(([read, counted]) => {
      if (!isShown) return;
      setUse(read);
      if (counted)
        setEstimate(t("options_use_all", sizeWords(counted.usage), sizeWords(counted.quota)));
    });
    return () => {
      isShown = false;
    };
  }, [of, times]);
  return (
    <>
      <dl class="rows" data-name="use">
        {use.map((one) => (
          <div key={one.kind} data-kind={one.kind} data-bytes={one.bytes}>
            <dt>
              {t(`options_use_${one.kind}`)}
              <span class="detail">{t(`options_use_${one.kind}_detail`)}</span>
            </dt>
            <dd>{amountOf(one)}</dd>
          </div>
        ))}
      </dl>
      <p class="storage">{estimate}</p>
    </>
  );
}

export function Data({ settings, stored }: Choices) {
  const [erasures, setErasures] = useState(0);
  return (
    <>
      <p>{t("options_data_about")}</p>
      <Stored of={stored} times={erasures} />
      <h3>{t("options_file")}</h3>
      <SettingsTransfer settings={settings} stored={stored} />
      <h3>{t("options_erase_title")}</h3>
      <EraseAll
        onErased={async () => {
          setErasures((times) => times + 1);
          await (await modelShelf()).forget();
        }}
      />
    </>
  );
}
