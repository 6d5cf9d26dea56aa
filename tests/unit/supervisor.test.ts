// The engine's supervisor: when the worker is made, how its death is told, when it comes again.
/// <reference types="node" />
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { EngineReply, EngineState } from "../../extension/shared/messages";
import { type FromWorker, IDLE, type ToWorker } from "../../wasm/protocol";
import { EngineSupervisor, HANG_MS, HEALTHY_MS, MAX_BACKOFF_MS } from "../../wasm/supervisor";

class FakeWorker {
  received: ToWorker[] = [];
  terminated = false;
  onmessage: ((event: { data: FromWorker }) => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;

  postMessage(message: ToWorker): void {
    this.received.push(message);
  }

  terminate(): void {
    this.terminated = true;
  }

  say(data: FromWorker): void {
    this.onmessage?.({ data });
  }
}

function stage() {
  const workers: FakeWorker[] = [];
  const replies: [number, EngineReply][] = [];
  const states: EngineState[] = [];
  const locks = new Map<string, () => void>();
  const clock = { now: 1_000_000 };
  const supervisor = new EngineSupervisor({
    spawn: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker as unknown as Worker;
    },
    whenReleased: (lock, callback) => locks.set(lock, callback),
    now: () => clock.now,
    onReply: (port, reply) => replies.push([port, JSON.parse(reply)]),
    onState: (state) => states.push(state),
  });
  const newest = (): FakeWorker => {
    const worker = workers.at(-1);
    assert.ok(worker);
    return worker;
  };
  return { supervisor, workers, newest, replies, states, locks, clock };
}

const ask = (id: number) => ({ kind: "sentiment", id, text: "Fine." }) as const;
const answer = (id: number): string => JSON.stringify({ kind: "cancelled", id });

test("nothing runs before the first request, and a cancel is none", () => {
  const { supervisor, workers } = stage();
  supervisor.send(1, { kind: "cancel", id: 1, target: 0 });
  supervisor.close(1);
  assert.equal(workers.length, 0);
  assert.equal(supervisor.state.phase, "idle");
});

test("one worker serves all ports", () => {
  const { supervisor, workers, newest, replies, states } = stage();
  supervisor.send(1, ask(1));
  supervisor.send(2, ask(1));
  assert.equal(workers.length, 1);
  assert.equal(states[0]?.phase, "starting");
  assert.deepEqual(
    newest().received.map((message) => message.port),
    [1, 2],
  );
  newest().say({ kind: "reply", port: 2, reply: answer(1) });
  assert.deepEqual(replies, [[2, { kind: "cancelled", id: 1 }]]);
});

test("a released lock means death: who waits is told once, who does not is left alone", () => {
  const { supervisor, newest, replies, locks } = stage();
  supervisor.send(1, ask(1));
  supervisor.send(2, ask(7));
  supervisor.send(3, ask(9));
  supervisor.close(3);
  newest().say({ kind: "alive", lock: "a" });
  newest().say({ kind: "reply", port: 1, reply: answer(1) });
  locks.get("a")?.();
  locks.get("a")?.();
  assert.equal(supervisor.state.phase, "failed");
  const errors = replies.filter(([, reply]) => reply.kind === "error");
  assert.deepEqual(
    errors.map(([port, reply]) => [port, reply.id]),
    [[2, 7]],
  );
});

test("a partial answer leaves the request open", () => {
  const { supervisor, newest, replies } = stage();
  supervisor.send(1, ask(1));
  const partial = {
    kind: "complete",
    id: 1,
    completion: "a",
    confidence: 1,
    tier: "model",
    partial: true,
  };
  newest().say({ kind: "reply", port: 1, reply: JSON.stringify(partial) });
  newest().say({ kind: "fatal", reason: ["engine_broken", "Gone."] });
  assert.deepEqual(replies.at(-1)?.[1], {
    kind: "error",
    id: 1,
    code: "engine_stopped",
    reason: ["engine_broken", "Gone."],
  });
});

test("the first death costs no waiting; then the waits grow up to their bound", () => {
  const { supervisor, workers, newest, replies, clock } = stage();
  const waits: number[] = [];
  for (let death = 0; death < 12; death++) {
    const before = workers.length;
    let waited = 0;
    supervisor.send(1, ask(death));
    while (workers.length === before) {
      assert.equal(replies.at(-1)?.[1].kind, "error");
      waited += 500;
      clock.now += 500;
      supervisor.send(1, ask(death));
    }
    waits.push(waited);
    newest().say({ kind: "fatal", reason: ["engine_broken", "Again."] });
  }
  assert.deepEqual(waits.slice(0, 6), [0, 0, 2000, 4000, 8000, 16_000]);
  assert.equal(Math.max(...waits), MAX_BACKOFF_MS);
});

test("a worker that lived long is forgiven", () => {
  const { supervisor, workers, newest, clock } = stage();
  for (let death = 0; death < 3; death++) {
    clock.now += MAX_BACKOFF_MS;
    supervisor.send(1, ask(death));
    newest().say({ kind: "fatal", reason: ["engine_broken", "Again."] });
  }
  clock.now += MAX_BACKOFF_MS;
  supervisor.send(1, ask(10));
  clock.now += HEALTHY_MS + 1;
  newest().say({ kind: "fatal", reason: ["engine_broken", "Old age."] });
  const before = workers.length;
  supervisor.send(1, ask(11));
  assert.equal(workers.length, before + 1);
});

test("a worker that says nothing while something is awaited is stopped", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { supervisor, newest, replies } = stage();
    supervisor.send(1, ask(1));
    mock.timers.tick(HANG_MS - 1);
    newest().say({ kind: "state", state: { ...IDLE, phase: "ready" } });
    mock.timers.tick(HANG_MS - 1);
    assert.equal(newest().terminated, false, "it gave a sign of life");
    mock.timers.tick(1);
    assert.equal(newest().terminated, true);
    assert.equal(replies.at(-1)?.[1].kind, "error");
    supervisor.send(1, ask(2));
    newest().say({ kind: "reply", port: 1, reply: answer(2) });
    mock.timers.tick(10 * HANG_MS);
    assert.equal(newest().terminated, false, "nothing is awaited");
  } finally {
    mock.timers.reset();
  }
});

test("a script that cannot be loaded is a plain error", () => {
  const { supervisor, newest } = stage();
  supervisor.send(1, ask(1));
  newest().onerror?.({ message: "", preventDefault() {} });
  assert.equal(supervisor.state.phase, "failed");
  assert.deepEqual(supervisor.state.error, ["engine_not_started"]);
});

test("a restart ends the worker without counting it as a failure", () => {
  const { supervisor, workers, newest, replies, states } = stage();
  supervisor.restart();
  assert.equal(states.length, 0); // nothing ran
  supervisor.send(1, ask(1));
  const first = newest();
  for (let again = 0; again < 5; again++) supervisor.restart();
  assert.equal(first.terminated, true);
  assert.equal(states.at(-1)?.phase, "idle");
  assert.deepEqual(
    replies.map(([, reply]) => reply.kind === "error" && reply.code),
    ["engine_stopped"],
  );
  supervisor.send(1, ask(2));
  assert.equal(workers.length, 2);
  newest().say({ kind: "fatal", reason: ["engine_broken", "Gone."] });
  supervisor.send(1, ask(3));
  assert.equal(workers.length, 3); // its first failure costs no waiting
});

test("a restart also ends the wait after failures", () => {
  const { supervisor, workers, newest } = stage();
  for (let death = 0; death < 3; death++) {
    supervisor.send(1, ask(death));
    newest().say({ kind: "fatal", reason: ["engine_broken", "Again."] });
  }
  const before = workers.length;
  supervisor.send(1, ask(8));
  assert.equal(workers.length, before);
  supervisor.restart();
  assert.equal(supervisor.state.phase, "idle");
  supervisor.send(1, ask(9));
  assert.equal(workers.length, before + 1);
});

test("the configuration starts no worker, and is what each one is told first", () => {
  const { supervisor, workers, newest } = stage();
  const configure = (learning: "on" | "off") =>
    supervisor.configure({ kind: "configure", id: 0, learning, phrases: [] });
  const told = () =>
    newest().received.map((message) => (message.kind === "request" ? message.request : ""));
  configure("on");
  assert.equal(workers.length, 0);
  supervisor.send(1, ask(1));
  assert.deepEqual(
    told().map((request) => JSON.parse(request).kind),
    ["configure", "sentiment"],
  );
  configure("off");
  assert.equal(JSON.parse(told().at(-1) ?? "").learning, "off");
  supervisor.restart();
  supervisor.send(1, ask(2));
  assert.equal(workers.length, 2);
  assert.equal(JSON.parse(told()[0] ?? "").learning, "off");
});
