// The models there are and what can be done with them: load from a folder, choose, remove.
// In: clicks of the section, files of a folder. Out: ShelfView to whoever watches. Copying and
// checking happen in a worker (wasm/model_loader.ts); the engine is told to start anew when the
// model in use changes. Touches nothing but the browser's own storage of this extension.
import type { LoadEvent, LoadRequest } from "../../wasm/model_loader";
import {
  listModels,
  readActive,
  removeModel,
  type StoredModel,
  sweepModels,
  writeActive,
} from "../../wasm/model_store";
import { type EngineLink, watchEngine } from "../shared/engine_link";
import { t } from "../shared/words";
import { type Job, jobOf, type Outcome, outcomeOf } from "./model_words";

export type OwnModel = { title: string; licence: string; bytes: number };
export type ShelfView = {
  own: OwnModel;
  models: StoredModel[];
  active: string | null; // the id of the one in use; null: Nib's own
  job: Job | null; // a copy under way
  outcome: Outcome | null; // of what was done last
  notice: string | null; // the engine's: all works, but not as was chosen
};

type PackageIndex = Record<
  string,
  { title: string; licence: string; files: Record<string, { bytes: number }> }
>;

async function readOwn(): Promise<OwnModel> {
  const index = (await (await fetch("../models/index.json")).json()) as PackageIndex;
  const { title = "", licence = "", files = {} } = index.language ?? {};
  const used = ["graph", "graph_weights", "tokenizer"]; // WebGPU's twin is as large or smaller
  const bytes = used.reduce((sum, role) => sum + (files[role]?.bytes ?? 0), 0);
  return { title, licence, bytes };
}

/** The chosen folder's own files by name; folders in it are not looked at. */
export function filesByName(files: Iterable<File>): Map<string, File> {
  const own = Array.from(files).filter((file) => file.webkitRelativePath.split("/").length === 2);
  return new Map(own.map((file) => [file.name, file]));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export class ModelShelf {
  private watcher: (view: ShelfView) => void = () => {};
  private worker: Worker | undefined;
  private readonly engine: EngineLink;

  private constructor(public view: ShelfView) {
    this.engine = watchEngine(({ state }) =>
      this.become({ notice: state?.notice ? t(...state.notice) : null }),
    );
  }

  /** Clears up after an interrupted copy, then reads what is there. */
  static async open(): Promise<ModelShelf> {
    const own = await readOwn();
    const nothing = { models: [], active: null, job: null, outcome: null, notice: null };
    const shelf = new ModelShelf({ own, ...nothing });
    await shelf.attempt(() => sweepModels());
    window.addEventListener("focus", () => void shelf.refresh()); // another tab may have changed it
    return shelf;
  }

  watch(watcher: (view: ShelfView) => void): void {
    this.watcher = watcher;
  }

  load(files: Iterable<File>): void {
    if (this.worker) return;
    const worker = new Worker("../wasm/model_loader.js", { type: "module" });
    this.worker = worker;
    this.become({
      outcome: null,
      job: { title: t("options_model_looking"), amount: "", progress: null },
    });
    worker.onmessage = ({ data }: MessageEvent<LoadEvent>) => this.follow(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.follow({ kind: "failed", reason: ["options_model_stopped"] });
    };
    worker.postMessage({ files: filesByName(files) } satisfies LoadRequest);
  }

  async cancel(): Promise<void> {
    this.endJob();
    await this.attempt(() => sweepModels({ wait: true })); // the worker lets go of it when it is gone
    this.become({ outcome: { good: true, text: t("options_model_nothing") } });
  }

  /** null chooses Nib's own. */
  async use(id: string | null): Promise<void> {
    if (await this.attempt(() => writeActive(id))) this.engine.restart();
  }

  async remove(id: string): Promise<void> {
    const wasActive = this.view.active === id;
    if ((await this.attempt(() => removeModel(id))) && wasActive) this.engine.restart();
  }

  /** All is gone from storage: the engine starts anew, with Nib's own model and nothing kept. */
  async forget(): Promise<void> {
    this.engine.restart();
    await this.attempt(async () => {});
  }

  private follow(event: LoadEvent): void {
    const outcome = outcomeOf(event);
    if (!outcome) {
      this.become({ job: jobOf(event) });
      return;
    }
    this.endJob();
    this.become({ outcome });
    if (event.kind === "done" && event.replaced_active) this.engine.restart();
    void this.refresh();
  }

  private endJob(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.become({ job: null });
  }

  /** Does it and reads anew; false, and an outcome that says why, when it failed. */
  private async attempt(action: () => Promise<void>): Promise<boolean> {
    try {
      this.become({ outcome: null });
      await action();
      await this.refresh();
      return true;
    } catch (error) {
      const text = t("options_model_storage_failed", reasonOf(error));
      this.become({ outcome: { good: false, text } });
      return false;
    }
  }

  private async refresh(): Promise<void> {
    const [models, chosen] = await Promise.all([listModels(), readActive()]);
    const active = models.some(({ id }) => id === chosen) ? chosen : null;
    this.become({ models, active });
    if (chosen === active) return;
    await writeActive(null);
    const text = t("options_model_damaged");
    this.become({ outcome: { good: false, text } });
  }

  private become(change: Partial<ShelfView>): void {
    this.view = { ...this.view, ...change };
    this.watcher(this.view);
  }
}
