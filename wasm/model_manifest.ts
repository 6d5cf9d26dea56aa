// What a model package says of itself (nib-model.json, written by `nib convert`), and whether it
// may be believed: pure, no files. In: the text of nib-model.json. Out: a ModelManifest, or an
// EngineError for people. Limits keep a hostile package from filling memory or disk.
import * as v from "valibot";
import { EngineError } from "./protocol";

export const MANIFEST_FILE = "nib-model.json";
const FORMAT = 1;
/** Of nib-model.json itself: a real one has about 1 kB. */
export const MAX_MANIFEST_BYTES = 64 * 1024;

const MB = 2 ** 20;
/** WebAssembly addresses 4 GB, and the weights must fit in it with all else. */
const MAX_BYTES = { graph: 64 * MB, graph_weights: 4096 * MB, tokenizer: 64 * MB, card: MB };
export type ModelRole = keyof typeof MAX_BYTES;
const ROLES = Object.keys(MAX_BYTES) as ModelRole[];

// A plain name: no folder, nothing hidden, no "..".
const fileName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
// Nothing invisible: it would show as another name than it is.
const label = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(120),
  v.regex(/^[^\p{Cc}\p{Cf}]*$/u),
);
const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const fileOf = (role: ModelRole) =>
  v.strictObject({
    path: v.pipe(fileName, v.notValue(MANIFEST_FILE)),
    bytes: v.pipe(count, v.maxValue(MAX_BYTES[role])),
    sha256,
  });

const Manifest = v.strictObject({
  format: v.literal(FORMAT),
  title: label,
  licence: label,
  architecture: label,
  parameters: v.pipe(count, v.maxValue(1e12)),
  weights: v.picklist(["int8", "float32"]),
  vocabulary: v.pipe(count, v.maxValue(2 ** 24)),
  source_sha256: sha256,
  /** Token ids that stand before every text; none: a line break's. */
  start: v.pipe(
    v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 24))),
    v.maxLength(64),
  ),
  files: v.strictObject({
    graph: fileOf("graph"),
    graph_weights: v.optional(fileOf("graph_weights")), // a small graph holds its own
    tokenizer: fileOf("tokenizer"),
    card: v.optional(fileOf("card")),
  }),
});
export type ModelManifest = v.InferOutput<typeof Manifest>;
export type ModelFile = ModelManifest["files"]["graph"];

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EngineError("load_not_json", MANIFEST_FILE);
  }
}

/** The manifest in `text`. Throws EngineError: what does not fit, and where. */
export function parseManifest(text: string): ModelManifest {
  if (text.length > MAX_MANIFEST_BYTES) throw new EngineError("load_too_long", MANIFEST_FILE);
  const content = parseJson(text);
  const format = (content as { format?: unknown } | null)?.format;
  if (typeof format === "number" && format !== FORMAT) throw new EngineError("load_other_version");
  const parsed = v.safeParse(Manifest, content, { abortEarly: true });
  if (!parsed.success) {
    const place = v.getDotPath(parsed.issues[0])?.slice(0, 60);
    if (place === undefined) throw new EngineError("load_unfit_whole", MANIFEST_FILE);
    throw new EngineError("load_unfit", MANIFEST_FILE, place);
  }
  const paths = modelFiles(parsed.output).map(([, { path }]) => path);
  if (new Set(paths).size < paths.length) throw new EngineError("load_twice", MANIFEST_FILE);
  return parsed.output;
}

/** The package's files with their roles, small ones first. */
export function modelFiles({ files }: ModelManifest): [ModelRole, ModelFile][] {
  const present = ROLES.flatMap((role): [ModelRole, ModelFile][] => {
    const file = files[role];
    return file ? [[role, file]] : [];
  });
  return present.sort(([, one], [, other]) => one.bytes - other.bytes);
}

export function modelBytes(manifest: ModelManifest): number {
  return modelFiles(manifest).reduce((sum, [, { bytes }]) => sum + bytes, 0);
}
