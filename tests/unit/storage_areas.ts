// chrome.storage in memory, as browsers document it: values are copied, storage.sync has its quotas,
// onChanged tells what really changed. Several machines may share one storage.sync.
type Items = Record<string, unknown>;
type Changes = Record<string, { oldValue?: unknown; newValue?: unknown }>;
type Listener = (changes: Changes, area: string) => void;

const ITEM_BYTES = 8_192;
const TOTAL_BYTES = 102_400;
const MAX_ITEMS = 512;

export class Area {
  items: Items = {};
  writes = 0;
  refuses = false;
  readonly listeners = new Set<Listener>();

  constructor(private readonly name: "local" | "sync" | "managed") {}

  async get(keys?: string | string[] | null): Promise<Items> {
    const wanted = typeof keys === "string" ? [keys] : (keys ?? Object.keys(this.items));
    return structuredClone(
      Object.fromEntries(
        wanted.filter((key) => Object.hasOwn(this.items, key)).map((key) => [key, this.items[key]]),
      ),
    );
  }

  async set(change: Items): Promise<void> {
    this.writes++;
    if (this.refuses) throw new Error("This request exceeds the MAX_WRITE_OPERATIONS quota.");
    const next = { ...this.items, ...structuredClone(change) };
    if (this.name === "sync") checkQuota(next);
    this.become(next);
  }

  async remove(keys: string | string[]): Promise<void> {
    this.writes++;
    const gone = new Set([keys].flat());
    this.become(Object.fromEntries(Object.entries(this.items).filter(([key]) => !gone.has(key))));
  }

  async clear(): Promise<void> {
    this.become({});
  }

  private become(next: Items): void {
    const changes: Changes = {};
    for (const key of new Set([...Object.keys(this.items), ...Object.keys(next)]))
      if (JSON.stringify(this.items[key]) !== JSON.stringify(next[key]))
        changes[key] = { oldValue: this.items[key], newValue: next[key] };
    this.items = next;
    if (Object.keys(changes).length > 0)
      for (const listener of this.listeners) listener(changes, this.name);
  }
}

function checkQuota(items: Items): void {
  const sizes = Object.entries(items).map(
    ([key, value]) => new TextEncoder().encode(key + JSON.stringify(value)).length,
  );
  if (sizes.some((size) => size > ITEM_BYTES))
    throw new Error("QUOTA_BYTES_PER_ITEM quota exceeded");
  if (sizes.reduce((sum, size) => sum + size, 0) > TOTAL_BYTES)
    throw new Error("QUOTA_BYTES quota exceeded");
  if (sizes.length > MAX_ITEMS) throw new Error("MAX_ITEMS quota exceeded");
}

/** One machine's `chrome.storage`. */
export class Machine {
  readonly local = new Area("local");
  readonly managed = new Area("managed");

  constructor(readonly sync: Area) {}

  /** Makes the machine's storage the one that code finds. */
  use(): void {
    const { local, sync, managed } = this;
    const areas = [local, sync, managed];
    const onChanged = {
      addListener: (listener: Listener) => {
        for (const area of areas) area.listeners.add(listener);
      },
    };
    Object.assign(globalThis, { chrome: { storage: { local, sync, managed, onChanged } } });
  }
}
