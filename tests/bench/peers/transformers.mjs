// The shipped int8 graph in transformers.js: generate() on WASM, one thread, with the key/value
// cache of the last call cut to what the new prompt shares with it.
// In: a prompt. Out: the greedy text, and when each piece of it came. Stops where sentences end.
import {
  AutoModelForCausalLM,
  AutoTokenizer,
  DynamicCache,
  env,
  StoppingCriteria,
  StoppingCriteriaList,
  Tensor,
} from "/node/transformers/dist/transformers.min.js";

env.allowLocalModels = true;
env.allowRemoteModels = false;
env.localModelPath = "/models/";
env.useBrowserCache = false;
let tokenizer;
let model;
let kept = { ids: [], cache: null };

export async function load({ wasm }) {
  const base = `${location.origin}/node/onnxruntime-web/dist/${wasm}`;
  env.backends.onnx.wasm.wasmPaths = { mjs: `${base}.mjs`, wasm: `${base}.wasm` };
  env.backends.onnx.wasm.numThreads = 1;
  tokenizer = await AutoTokenizer.from_pretrained("smollm2");
  model = await AutoModelForCausalLM.from_pretrained("smollm2", { device: "wasm", dtype: "q8" });
}

/** Notes when each token came, and stops behind one that ends the sentence. */
class Notes extends StoppingCriteria {
  constructor(started) {
    super();
    this.started = started;
    this.pieces = [];
  }
  _call(sequences) {
    const text = tokenizer.decode([sequences[0].at(-1)], { clean_up_tokenization_spaces: false });
    this.pieces.push([performance.now() - this.started, text]);
    return sequences.map(() => /[.!?\n]/.test(text));
  }
}

/** The kept cache, cut to `length` tokens. Values are [1, heads, tokens, width]. */
function cutCache(cache, length) {
  const entries = {};
  for (const [name, tensor] of Object.entries(cache)) {
    const [batch, heads, tokens, width] = tensor.dims;
    const data = new Float32Array(heads * length * width);
    for (let head = 0; head < heads; head++) {
      const from = head * tokens * width;
      data.set(tensor.data.subarray(from, from + length * width), head * length * width);
    }
    entries[name] = new Tensor("float32", data, [batch, heads, length, width]);
  }
  return new DynamicCache(entries);
}

function sharedCache(ids) {
  let shared = 0;
  const most = Math.min(ids.length - 1, kept.ids.length);
  while (shared < most && ids[shared] === kept.ids[shared]) shared++;
  return shared > 0 ? cutCache(kept.cache, shared) : null;
}

export async function suggest({ prompt, tokens }) {
  const started = performance.now();
  const inputs = tokenizer(prompt);
  const ids = Array.from(inputs.input_ids.data, Number);
  const notes = new Notes(started);
  const stopping_criteria = new StoppingCriteriaList();
  stopping_criteria.push(notes);
  const { sequences, past_key_values } = await model.generate({
    ...inputs,
    past_key_values: sharedCache(ids),
    max_new_tokens: tokens,
    do_sample: false,
    stopping_criteria,
    return_dict_in_generate: true,
  });
  const all = Array.from(sequences.data, Number);
  kept = { ids: all.slice(0, -1), cache: past_key_values };
  return { pieces: notes.pieces, full_ms: performance.now() - started };
}
