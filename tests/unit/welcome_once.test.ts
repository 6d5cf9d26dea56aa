// When the welcome page opens: once, after an installation, where no policy says no.
/// <reference types="node" />
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { welcome } from "../../extension/background/welcome";

type Change = (changes: object, area: string) => void;
let stored: Record<string, unknown>;
let managed: Record<string, unknown>;
let opened: string[];
let listeners: Set<Change>;

beforeEach(() => {
  [stored, managed, opened, listeners] = [{}, {}, [], new Set()];
  let last: Promise<unknown> = Promise.resolve();
  const request = (_: string, act: () => Promise<void>) => {
    last = last.then(act);
    return last;
  };
  Object.defineProperty(globalThis, "navigator", { value: { locks: { request } }, writable: true });
  Object.assign(globalThis, {
    chrome: {
      runtime: { getURL: (path: string) => path },
      tabs: { create: async ({ url }: { url: string }) => opened.push(url) },
      storage: {
        local: {
          get: async () => stored,
          set: async (change: object) => Object.assign(stored, change),
        },
        managed: { get: async () => managed },
        onChanged: {
          addListener: (listener: Change) => listeners.add(listener),
          removeListener: (listener: Change) => listeners.delete(listener),
        },
      },
    },
  });
});

const event = (reason: string) => ({ reason }) as chrome.runtime.InstalledDetails;

test("once, however often the browser says so", async () => {
  await Promise.all([welcome(event("install")), welcome(event("install"))]);
  await welcome(event("install"));
  assert.deepEqual(opened, ["welcome/welcome.html"]);
  assert.deepEqual(stored, { welcomed: true });
  assert.equal(listeners.size, 0);
});

test("not after an update", async () => {
  for (const reason of ["update", "chrome_update", "shared_module_update"])
    await welcome(event(reason));
  assert.deepEqual([opened, stored], [[], {}]);
});

test("not where a policy says no, and not later either", async () => {
  managed = { welcome: false };
  await welcome(event("install"));
  managed = {};
  await welcome(event("install"));
  assert.deepEqual([opened, stored], [[], { welcomed: true }]);
});

test("a policy that is read a moment later counts", async () => {
  const done = welcome(event("install"));
  await new Promise((soon) => setTimeout(soon));
  managed = { welcome: false };
  for (const listener of listeners) listener({ welcome: {} }, "managed");
  await done;
  assert.deepEqual(opened, []);
});

test("where no tab could be opened, the next chance is taken", async () => {
  chrome.tabs.create = (() => Promise.reject(new Error("no window"))) as never;
  await assert.rejects(welcome(event("install")));
  assert.deepEqual(stored, {});
});
