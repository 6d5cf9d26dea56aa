// Run by test_converted.py in a page: a converted package on onnxruntime-web's WASM, its tokenizer on
// npm's tokenizers. In: the package's URL and what to ask. Out: numbers, compared in Python.

import * as ort from "./ort.wasm.min.mjs";
import { Tokenizer } from "./tokenizers.min.mjs";

ort.env.wasm.numThreads = 1;
const fetched = async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer());
const int64 = (values, shape = [values.length]) =>
  new ort.Tensor("int64", BigInt64Array.from(values, BigInt), shape);

class Runner {
  static async of(url, vocabulary) {
    const data = await fetched(`${url}/weights`);
    const session = await ort.InferenceSession.create(await fetched(`${url}/model.onnx`), {
      externalData: [{ path: "weights", data }],
    });
    return new Runner(session, vocabulary);
  }

  constructor(session, vocabulary) {
    this.session = session;
    this.vocabulary = vocabulary;
  }

  empty() {
    const caches = this.session.inputMetadata.filter(({ name }) => name.startsWith("past."));
    return Object.fromEntries(
      caches.map(({ name, shape }) => [
        name,
        new ort.Tensor("float32", [], [1, shape[1], 0, shape[3]]),
      ]),
    );
  }

  /** [log-probabilities of the whole vocabulary, a row a position; the new cache]. */
  async run(ids, positions, past, pastLength) {
    const out = await this.session.run({
      token_ids: int64(ids, [1, ids.length]),
      past_length: int64([pastLength]),
      positions: int64(positions),
      targets: int64(positions.map(() => 0)),
      k: int64([this.vocabulary]),
      ...past,
    });
    const rows = positions.map((_, row) => {
      const found = new Array(this.vocabulary);
      for (let place = row * this.vocabulary; place < (row + 1) * this.vocabulary; place += 1) {
        found[Number(out.topk_ids.data[place])] = out.topk_logprobs.data[place];
      }
      return found;
    });
    const kept = Object.entries(out).filter(([name]) => name.startsWith("present."));
    return [
      rows,
      Object.fromEntries(kept.map(([name, t]) => [name.replace("present", "past"), t])),
    ];
  }
}

/** The whole text at once, a token at a time, and behind a cache that is cut to 20 tokens. */
globalThis.answers = async ({ url, vocabulary, ids, positions, prompt, count }) => {
  const runner = await Runner.of(url, vocabulary);
  const [whole] = await runner.run(ids, positions, runner.empty(), 0);
  const steps = [];
  let past = runner.empty();
  for (let place = 0; place < ids.length; place += 1) {
    const [[row], next] = await runner.run([ids[place]], [0], past, place);
    past = next;
    if (positions.includes(place)) steps.push(row);
  }
  const begun = [...ids.slice(0, 20), ...ids.slice(0, 15)];
  const [, longer] = await runner.run(begun, [0], runner.empty(), 0);
  const [cut] = await runner.run(ids.slice(20), [positions.at(-1) - 20], longer, 20);
  const greedy = await greedily(runner, prompt, count);
  await runner.session.release();
  return { whole, steps, cut, greedy };
};

async function greedily(runner, prompt, count) {
  const found = [];
  let [fresh, past, done] = [prompt, runner.empty(), 0];
  while (found.length < count) {
    const [[row], next] = await runner.run(fresh, [fresh.length - 1], past, done);
    done += fresh.length;
    past = next;
    fresh = [row.indexOf(Math.max(...row))];
    found.push(...fresh);
  }
  return found;
}

/** Token ids of each text, and the texts those say. */
globalThis.tokenized = async ({ url, texts }) => {
  const tokenizer = new Tokenizer(await (await fetch(`${url}/tokenizer.json`)).json(), {});
  return texts.map((text) => {
    const { ids } = tokenizer.encode(text, { add_special_tokens: false });
    const options = { skip_special_tokens: false, clean_up_tokenization_spaces: false };
    return [ids, ids.length ? tokenizer.decode(ids, options) : ""];
  });
};
globalThis.isReady = true;
