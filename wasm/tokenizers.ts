// Tokenizers for Python, over @huggingface/tokenizers: the same tokenizer.json as natively.
// Calls are synchronous; ids cross as Int32Array, vocabularies as one JSON string.
import { Tokenizer } from "@huggingface/tokenizers";
import type { ModelFiles } from "./package_files";
import { EngineError, reasonOf } from "./protocol";

type TokenizerJson = {
  model: { vocab: Record<string, number> | [string, number][]; merges?: unknown[] };
  added_tokens?: { content: string; id: number }[];
};

export class BridgeTokenizer {
  private readonly tokenizer: Tokenizer;
  private readonly tokens: readonly string[];

  /** `first`: token ids before every text, where the model names them. `json` is used up. */
  constructor(
    json: TokenizerJson,
    private readonly first: readonly number[] = [],
  ) {
    this.tokenizer = new Tokenizer(json, {});
    this.tokens = tokensById(json);
    // The library keeps `json`, but has tables of its own of what takes megabytes in it.
    json.model.vocab = {};
    json.model.merges = [];
  }

  encode(text: string): Int32Array {
    return Int32Array.from(this.tokenizer.encode(text, { add_special_tokens: false }).ids);
  }

  /** `ids`: JSON, the cheapest way for a short list out of Python. */
  decode(ids: string): string {
    const list = JSON.parse(ids) as number[];
    if (list.length === 0) return ""; // the library refuses an empty list
    return this.tokenizer.decode(list, {
      skip_special_tokens: false,
      clean_up_tokenization_spaces: false,
    });
  }

  /** Token ids before every text, JSON; none where the model leaves that to Python. */
  start(): string {
    return JSON.stringify(this.first);
  }

  /** Tokens by id, JSON. */
  vocabulary(): string {
    return JSON.stringify(this.tokens);
  }
}

function tokensById({ model: { vocab }, added_tokens = [] }: TokenizerJson): string[] {
  const tokens: string[] = [];
  const pairs = Array.isArray(vocab)
    ? vocab.map(([token], id): [string, number] => [token, id])
    : Object.entries(vocab);
  for (const [token, id] of pairs) tokens[id] = token;
  for (const { content, id } of added_tokens) tokens[id] = content;
  return Array.from(tokens, (token) => token ?? "");
}

export async function loadTokenizer(files: ModelFiles, name: string): Promise<BridgeTokenizer> {
  const bytes = await files.read(name, "tokenizer");
  try {
    const json = JSON.parse(new TextDecoder().decode(bytes)) as TokenizerJson;
    const tokenizer = new BridgeTokenizer(json, await files.start(name));
    files.settle(name, "tokenizer");
    return tokenizer;
  } catch (error) {
    const told = new EngineError("engine_load_failed", name, reasonOf(error));
    files.fail(name, told);
    throw told;
  }
}
