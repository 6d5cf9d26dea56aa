// Settings carried between machines by a storage.sync in memory: who wins, what is never carried,
// what is too big, what arrives in parts, and that it comes to rest.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { listenToSync, syncOnce } from "../../extension/background/sync";
import { packed, unpacked } from "../../extension/background/sync_items";
import { carriedKeys, stepFor } from "../../extension/background/sync_plan";
import { readStored, type StoredSettings, writeSettings } from "../../extension/shared/settings";
import { parseStored, VERSION } from "../../extension/shared/settings_schema";
import { readSyncState } from "../../extension/shared/sync_state";
import { Area, Machine } from "./storage_areas";

/** Locks of one process: what a browser gives all pages of an extension. */
const queues = new Map<string, Promise<unknown>>();
const locks = {
  request<T>(name: string, run: () => Promise<T>): Promise<T> {
    const turn = (queues.get(name) ?? Promise.resolve()).then(run, run);
    queues.set(name, turn);
    return turn;
  },
};
Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });

async function on<T>(machine: Machine, work: () => Promise<T>): Promise<T> {
  machine.use();
  return work();
}

async function change(machine: Machine, settings: Partial<StoredSettings>): Promise<void> {
  await on(machine, () => writeSettings(settings));
  await on(machine, syncOnce);
}

const stored = (machine: Machine) => on(machine, readStored);
const synced = (machine: Machine) => on(machine, syncOnce);

async function pair(both: Partial<StoredSettings> = {}): Promise<[Machine, Machine, Area]> {
  const area = new Area("sync");
  const machines = [new Machine(area), new Machine(area)] as const;
  for (const machine of machines) await change(machine, { sync: true, ...both });
  return [...machines, area];
}

function words(count: number, spread: number): string[] {
  let seed = 7;
  const letter = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return String.fromCharCode(97 + (Math.floor(seed / 65_536) % spread));
  };
  return Array.from({ length: count }, (_, n) => Array.from({ length: 12 }, letter).join("") + n);
}

test("off, nothing is carried", async () => {
  const area = new Area("sync");
  const machine = new Machine(area);
  await change(machine, { dialect: "uk", dictionary: ["Nib"] });
  assert.deepEqual(area.items, {});
  assert.equal(area.writes, 0);
});

test("a change arrives at the other machine, and the later of two wins", async () => {
  const [one, other] = await pair();
  await change(one, { dialect: "uk", sites_off: ["*.example.org"] });
  await synced(other);
  assert.equal((await stored(other)).dialect, "uk");
  assert.deepEqual((await stored(other)).sites_off, ["*.example.org"]);
  await change(other, { dialect: "ca" });
  await synced(one);
  assert.equal((await stored(one)).dialect, "ca");
  await change(one, { dialect: "any" }); // also back to the default
  await synced(other);
  assert.equal((await stored(other)).dialect, "any");
});

test("different settings changed apart from each other all arrive", async () => {
  const [one, other] = await pair();
  await on(other, () => writeSettings({ min_confidence: 0.8 }));
  await change(one, { ghost_length: "words" });
  await synced(other);
  await synced(one);
  for (const machine of [one, other]) {
    const { min_confidence, ghost_length } = await stored(machine);
    assert.deepEqual([min_confidence, ghost_length], [0.8, "words"]);
  }
});

test("a machine that joins takes what is there", async () => {
  const area = new Area("sync");
  const [one, other] = [new Machine(area), new Machine(area)];
  await change(one, { sync: true, dialect: "uk" });
  await change(other, { dialect: "us", ghost_mid_word: false });
  await change(other, { sync: true });
  await synced(one);
  for (const machine of [one, other]) {
    const { dialect, ghost_mid_word } = await stored(machine);
    assert.deepEqual([dialect, ghost_mid_word], ["uk", false]);
  }
});

test("it comes to rest: what is the same moves no more", async () => {
  const [one, other, area] = await pair();
  await change(one, { dialect: "uk", keys: { accept: "F2" } });
  await synced(other);
  const writes = area.writes;
  for (const machine of [one, other, one, other]) await synced(machine);
  assert.equal(area.writes, writes);
});

test("listening machines do not answer each other for ever", async () => {
  const area = new Area("sync");
  const machine = new Machine(area);
  machine.use();
  listenToSync();
  await writeSettings({ sync: true, dialect: "uk" });
  // At rest when the last exchange has ended and what it changed began no other.
  const settled = async () => {
    for (let last: unknown = null; last !== queues.get("nib-sync"); ) {
      last = queues.get("nib-sync");
      await last;
      for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
    }
  };
  await settled();
  assert.equal(area.writes, 1);
  await writeSettings({ dialect: "us" });
  await settled();
  assert.equal(area.writes, 2);
});

test("some things are never carried", async () => {
  const [one, , area] = await pair();
  await change(one, {
    dictionary: ["Okafor"],
    ignored_findings: [{ kind: "comma", original: "my text", replacement: "my, text" }],
    snoozed_until: 99_000,
    statistics: true,
    learning: true,
    learning_paused: true,
  });
  await on(one, () => chrome.storage.local.set({ statistics_of: "days", memory: "learned" }));
  await synced(one);
  assert.deepEqual(area.items, {});
  assert.ok(carriedKeys(false).length > 25);
});

test("the dictionary goes when asked for, in chunks, and goes away again", async () => {
  const [one, other, area] = await pair({ sync_dictionary: true });
  const dictionary = words(5_000, 4);
  await change(one, { dictionary });
  assert.ok(Object.keys(area.items).length > 2);
  await synced(other);
  assert.deepEqual((await stored(other)).dictionary, dictionary);
  await change(one, { dictionary: ["Nib"] }); // chunks that are left over go
  assert.deepEqual(Object.keys(area.items), ["setting:dictionary"]);
  await change(one, { sync_dictionary: false });
  assert.deepEqual(area.items, {});
  await synced(one);
  assert.deepEqual((await stored(one)).dictionary, ["Nib"]);
});

test("what is too big is said, and all else is carried", async () => {
  const [one, other] = await pair({ sync_dictionary: true });
  await change(one, { dictionary: words(20_000, 26), dialect: "uk" });
  assert.deepEqual(await on(one, readSyncState), { too_big: ["dictionary"], refused: false });
  await synced(other);
  assert.equal((await stored(other)).dialect, "uk");
  assert.deepEqual((await stored(other)).dictionary, []);
  await change(one, { dictionary: ["Nib"] });
  assert.deepEqual(await on(one, readSyncState), { too_big: [], refused: false });
  await synced(other);
  assert.deepEqual((await stored(other)).dictionary, ["Nib"]);
});

test("half of a setting is none, and is taken once it is whole", async () => {
  const [one, other, area] = await pair({ sync_dictionary: true });
  const dictionary = words(3_000, 6);
  await change(one, { dictionary });
  const { "setting:dictionary:1": late, ...early } = area.items;
  area.items = early;
  await synced(other);
  assert.deepEqual((await stored(other)).dictionary, []);
  assert.equal(area.items["setting:dictionary:1"], undefined);
  area.items = { ...area.items, "setting:dictionary:1": late };
  await synced(other);
  assert.deepEqual((await stored(other)).dictionary, dictionary);
});

test("a refusal of the browser loses nothing and is said", async () => {
  const [one, other, area] = await pair();
  area.refuses = true;
  await change(one, { dialect: "uk" });
  assert.equal((await on(one, readSyncState)).refused, true);
  assert.equal((await stored(one)).dialect, "uk");
  area.refuses = false;
  await synced(one);
  assert.equal((await on(one, readSyncState)).refused, false);
  await synced(other);
  assert.equal((await stored(other)).dialect, "uk");
});

test("switched off, it takes back what it sent, once; the other goes on", async () => {
  const [one, other, area] = await pair();
  await change(one, { dialect: "uk" });
  await synced(other);
  area.items = { ...area.items, "not ours": 1 };
  await change(one, { sync: false });
  assert.deepEqual(area.items, { "not ours": 1 });
  await synced(other); // puts its own back
  const kept = structuredClone(area.items);
  assert.ok(Object.hasOwn(kept, "setting:dialect"));
  await synced(one);
  assert.deepEqual(area.items, kept);
  assert.equal((await stored(one)).dialect, "uk");
  assert.equal(Object.hasOwn(one.local.items, "sync_marks"), false);
});

test("an organisation may forbid it", async () => {
  const [one, , area] = await pair();
  await change(one, { dialect: "uk" });
  one.managed.items = { sync: false };
  await synced(one);
  assert.deepEqual(area.items, {});
  await change(one, { dialect: "us" });
  assert.deepEqual(area.items, {});
});

const NOW = 1_700_000_000_000;
const HOSTILE: [name: string, item: unknown][] = [
  ["no head", "uk"],
  ["no time", { version: VERSION, value: "uk" }],
  ["a time that is none", { time: Number.MAX_VALUE, version: VERSION, value: "uk" }],
  ["a value that does not fit", { time: NOW, version: VERSION, value: "klingon" }],
  ["too many chunks", { time: NOW, version: VERSION, chunks: 1_000 }],
  ["chunks that never come", { time: NOW, version: VERSION, chunks: 2 }],
  ["an object", { time: NOW, version: VERSION, value: { __proto__: null, dialect: "uk" } }],
];

for (const [name, item] of HOSTILE) {
  test(`hostile or damaged: ${name}`, async () => {
    const [one, , area] = await pair();
    area.items = { "setting:dialect": item, "setting:no_such_setting": { time: NOW, value: 1 } };
    await synced(one);
    assert.deepEqual(await stored(one), parseStored({ sync: true }));
  });
}

test("a chunk does not grow without bounds", async () => {
  const items = await packed("dictionary", { time: 1, version: VERSION, value: "a".repeat(9e6) });
  assert.ok(JSON.stringify(items).length < 20_000);
  assert.equal(await unpacked("dictionary", items), "partial");
});

test("what a newer version means otherwise is left alone", async () => {
  const [one, , area] = await pair();
  const newer = { time: NOW, version: VERSION + 1, value: "nz" };
  area.items = { "setting:dialect": newer };
  await change(one, { dialect: "uk" });
  assert.deepEqual(area.items["setting:dialect"], newer);
  assert.equal((await stored(one)).dialect, "uk");
});

test("a clock that is ahead does not win for ever", () => {
  const mark = { time: 9_000, digest: "a" };
  const step = stepFor({ digest: "b", isDefault: false }, mark, { time: 9_000, digest: "a" }, 5);
  assert.deepEqual(step, { kind: "send", time: 9_001 });
});

test("two changes at one moment end the same on both machines", () => {
  const mark = { time: 1, digest: "old" };
  const [a, b] = [
    { digest: "a", isDefault: false },
    { digest: "b", isDefault: false },
  ];
  assert.deepEqual(stepFor(a, mark, { time: 5, digest: "b" }, 5), { kind: "take" });
  assert.deepEqual(stepFor(b, mark, { time: 5, digest: "a" }, 5), { kind: "send", time: 5 });
});
