// All that Python sees of the browser: one object handed to nib.runtime.in_browser. Each method is
// one crossing; strings are JSON where a value has structure.
import type { EngineState } from "../extension/shared/messages";
import { OrtBridge } from "./ort_bridge";
import { ModelFiles } from "./package_files";
import type { StateBoard } from "./state_board";
import { type BridgeTokenizer, loadTokenizer } from "./tokenizers";

export class Bridge {
  private readonly files: ModelFiles;
  readonly ort: OrtBridge;

  constructor(
    private readonly board: StateBoard,
    readonly send: (port: number, reply: string) => void,
    onBroken: (message: string) => void,
  ) {
    this.files = new ModelFiles(board);
    this.ort = new OrtBridge(this.files, board, onBroken);
  }

  tokenizer(name: string): Promise<BridgeTokenizer> {
    return loadTokenizer(this.files, name);
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
