// The settings as the background holds them: read once, never old after a change.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  freshSettings,
  heldSettings,
  holdSettings,
} from "../../extension/background/held_settings";
import { frameSettings } from "../../extension/shared/frame_settings";
import type { Settings } from "../../extension/shared/settings";
import { parseSettings } from "../../extension/shared/settings_schema";
import { Area, Machine } from "./storage_areas";

const machine = new Machine(new Area("sync"));
machine.use();

let reads = 0;
const read = machine.local.get.bind(machine.local);
machine.local.get = (keys) => {
  reads++;
  return read(keys);
};

test("they are held only once changes are followed, and then read once", async () => {
  await heldSettings();
  await heldSettings();
  assert.equal(reads, 2);
  const told: Settings[] = [];
  holdSettings((settings) => told.push(settings));
  reads = 0;
  assert.equal(await heldSettings(), await heldSettings());
  assert.equal(reads, 1);
  await machine.local.set({ statistics_days: {} }); // no setting
  await heldSettings();
  assert.equal(reads, 1);
  await machine.local.set({ dialect: "uk" });
  assert.equal((await heldSettings()).dialect, "uk");
  assert.equal(reads, 2);
  assert.deepEqual(
    told.map(({ dialect }) => dialect),
    ["uk"],
  );
  await machine.managed.set({ dialect: "au" });
  assert.equal((await heldSettings()).dialect, "au");
});

test("a change while they are read is not missed, and what is old is told to nobody", async () => {
  await machine.managed.clear();
  const told: string[] = [];
  holdSettings(({ dialect }) => told.push(dialect));
  const early = freshSettings();
  await machine.local.set({ dialect: "ca" });
  await machine.local.set({ dialect: "us" });
  await early;
  assert.equal((await heldSettings()).dialect, "us");
  await new Promise((next) => setImmediate(next));
  assert.ok(told.every((dialect) => dialect === "us"));
});

test("a frame that heard of a change first gets what storage says", async () => {
  await heldSettings();
  machine.local.items.dialect = "uk"; // the background is told later
  assert.equal((await heldSettings()).dialect, "us");
  assert.equal((await freshSettings()).dialect, "uk");
  assert.equal((await heldSettings()).dialect, "uk");
});

test("what could not be read is read again", async () => {
  const whole = machine.local.get;
  machine.local.get = () => Promise.reject(new Error("the disk"));
  await assert.rejects(freshSettings());
  machine.local.get = whole;
  assert.equal((await heldSettings()).dialect, "uk");
});

test("who does not follow the rule of -ise is written to in -ize", () => {
  const written = (dialect: string, ...ignored_rules: string[]) =>
    frameSettings(parseSettings({ dialect, ignored_rules }), { urls: [], isPrivate: false }, 0)
      .dialect;
  assert.equal(written("uk"), "uk");
  assert.equal(written("uk", "comma", "ise_ending"), "uk_ize");
  assert.equal(written("au", "ise_ending"), "au_ize");
  assert.equal(written("ca", "ise_ending"), "ca");
  assert.equal(written("any", "ise_ending"), "any");
});
