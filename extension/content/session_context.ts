// What a session needs of the frame it runs in: the engine, the drawing layer, keys, settings, and
// what the person ignored here. main.ts provides it.
import type { FrameSettings } from "../shared/frame_settings";
import type { IgnoredFinding } from "../shared/settings_schema";
import type { EngineClient } from "./engine_client";
import type { KeyStack } from "./keys";
import type { Overlay } from "./render/overlay";
import type { Tally } from "./tally";

export interface SessionContext {
  readonly engine: EngineClient;
  readonly overlay: Overlay;
  readonly keys: KeyStack;
  readonly tally: Tally;
  settings(): FrameSettings;
  /** What the user ignored in this document. */
  readonly ignored: Set<string>;
  /** A person did something in the field: the engine is wanted. */
  onFirstAct(): void;
  addWord(word: string): void;
  ignoreRule(rule: string): void;
  /** Never proposes a change again, where that may be stored. */
  ignoreFinding(finding: IgnoredFinding): void;
  /** Whether the pointer is on a word that can be added to the dictionary. */
  pointsAtWord(isWord: boolean): void;
  /** Says what became of something the person asked for, in a card; "" takes it away. */
  say(words: string): void;
  /** The field or the extension is gone: the session has to be stopped. */
  onGone(): void;
}
