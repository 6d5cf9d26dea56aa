// Acts that are put off: by name, with one timer of the browser for all.
/// <reference types="node" />
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Timers } from "../../extension/content/timers";

function stage({ mock }: TestContext) {
  mock.timers.enable({ apis: ["setTimeout"] });
  const done: string[] = [];
  const isAlive = { value: true };
  const timers = new Timers(() => isAlive.value);
  let now_ms = 0;
  mock.method(performance, "now", () => now_ms);
  const set = mock.method(globalThis, "setTimeout");
  const pass = (by_ms: number) => {
    for (let step = 0; step < by_ms; step += 10) {
      now_ms += 10;
      mock.timers.tick(10);
    }
  };
  const later = (name: string, delay_ms: number) =>
    timers.later(name, delay_ms, () => done.push(name));
  return { done, isAlive, timers, pass, later, set };
}

test("each is done once, a while after the last of its name", (context) => {
  const { done, pass, later } = stage(context);
  later("check", 400);
  later("rest", 1_200);
  pass(300);
  later("check", 400);
  pass(390);
  assert.deepEqual(done, []);
  pass(10);
  assert.deepEqual(done, ["check"]);
  pass(5_000);
  assert.deepEqual(done, ["check", "rest"]);
});

test("a sooner one does not wait for those that were there", (context) => {
  const { done, pass, later } = stage(context);
  later("rest", 1_200);
  later("check", 0);
  pass(10);
  assert.deepEqual(done, ["check"]);
});

test("what an act asks for comes as well", (context) => {
  const { done, timers, pass, later } = stage(context);
  timers.later("rest", 100, () => later("check", 50));
  pass(150);
  assert.deepEqual(done, ["check"]);
});

test("what was stopped is not done, nor anything once the field is gone", (context) => {
  const { done, isAlive, timers, pass, later } = stage(context);
  later("check", 100);
  later("rest", 200);
  timers.stop("check");
  pass(150);
  isAlive.value = false;
  pass(100);
  isAlive.value = true;
  later("rest", 100);
  timers.stopAll();
  pass(500);
  assert.deepEqual(done, []);
});

test("putting it off takes no timer of the browser", (context) => {
  const { pass, later, set } = stage(context);
  for (let key = 0; key < 10; key++) {
    later("check", 400);
    later("rest", 1_200);
    pass(100);
  }
  assert.ok(set.mock.callCount() <= 4, `${set.mock.callCount()} timers for 10 keys`);
});
