// All that Python sees of the browser: one object handed to nib.runtime.in_browser. Each method is
// one crossing; strings are JSON where a value has structure.
import type { EngineState } from "../extension/shared/messages";
import type { Wording } from "../extension/shared/words";
import { MemoryStore } from "./memory_store";
import { OrtBridge } from "./ort_bridge";
import { ModelFiles } from "./package_files";
import type { StateBoard } from "./state_board";
import { type BridgeTokenizer, loadTokenizer } from "./tokenizers";

export class Bridge {
  private readonly files: ModelFiles;
  private readonly tokenizers = new Map<string, Promise<BridgeTokenizer>>();
  readonly ort: OrtBridge;
  readonly memory = new MemoryStore();

  constructor(
    private readonly board: StateBoard,
    readonly send: (port: number, reply: string) => void,
    onBroken: (reason: Wording) => void,
  ) {
    this.files = new ModelFiles(board);
    this.ort = new OrtBridge(this.files, board, onBroken, (name) => this.prepare(name));
  }

  async tokenizer(name: string): Promise<BridgeTokenizer> {
    const source = (await this.files.isLoaded(name)) ? `loaded ${name}` : name;
    const known = this.tokenizers.get(source);
    if (known) return known;
    const loading = loadTokenizer(this.files, name);
    this.tokenizers.set(source, loading);
    loading.catch(() => this.tokenizers.delete(source));
    return loading;
  }

  /** Graph and tokenizer must be of one model: a loaded one's tokenizer is read before its graph,
   * so that Nib's own model takes the place of both or of none. */
  private async prepare(name: string): Promise<void> {
    if (await this.files.isLoaded(name)) await this.tokenizer(name);
  }

  async data(name: string): Promise<Uint8Array> {
    const bytes = new Uint8Array(await this.files.read(name, "data"));
    this.files.settle(name, "data");
    return bytes;
  }

  /** Python's part of the state: a JSON object of EngineState's keys. */
  report(change: string): void {
    this.board.merge(JSON.parse(change) as Partial<EngineState>);
  }

  state(): string {
    return JSON.stringify(this.board.current);
  }
}
