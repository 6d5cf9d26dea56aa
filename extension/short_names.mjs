// Which property names of the content script may be shortened: those that only its own sources use.
// In: the sources, and everything they talk to (the DOM's, the language's and Chrome's type
// declarations, the messages and settings). Out: a pattern for esbuild's mangleProps.
// A name of the second group keeps its spelling; of the library's, those that are members.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const OWN = "extension/content";
const OTHERS = ["extension/shared", "node_modules/@types/chrome/index.d.ts"];
/** lib.dom.d.ts and its kind; the package in it has the system's name. */
const LIBRARY = "node_modules/@typescript";
/** A member of the library: at the beginning of a line, or one of a type on a line. */
const MEMBER =
  /(?:^|[{;])\s*(?:(?:declare|var|function|readonly|get|set)\s+)*"?([\w$]+)"?\??\s*[:(<]/gm;

/** The text of a file, or of all TypeScript under a folder. */
async function textOf(path) {
  if (/\.(mjs|ts)$/.test(path)) return readFile(path, "utf8");
  const found = await readdir(path, { recursive: true });
  const files = found.filter((name) => name.endsWith(".ts"));
  return (await Promise.all(files.map((name) => readFile(join(path, name), "utf8")))).join("\n");
}

export async function shortNames(root) {
  const read = async (path) =>
    (await textOf(join(root, path))).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, " ");
  const own = await textOf(join(root, OWN));
  const others = await Promise.all(OTHERS.map(read));
  const members = Array.from((await read(LIBRARY)).matchAll(MEMBER), ([, name]) => name);
  const known = new Set([...others.join("\n").match(/[A-Za-z_$][\w$]*/g), ...members]);
  const used = new Set(Array.from(own.matchAll(/\.([A-Za-z_]\w*)/g), ([, name]) => name));
  const names = [...used].filter((name) => !known.has(name));
  return new RegExp(`^(${names.join("|")})$`);
}
