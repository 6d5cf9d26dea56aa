// Which property names of the content script may be shortened: those that only its own sources use.
// In: the sources, and everything they talk to (the DOM's, the language's and Chrome's type
// declarations, valibot, the messages and settings). Out: a pattern for esbuild's mangleProps.
// A name that stands anywhere in the second group keeps its spelling.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const OWN = "extension/content";
const OTHERS = [
  "extension/shared",
  "node_modules/@typescript", // lib.dom.d.ts and its kind; the package in it has the system's name
  "node_modules/@types/chrome/index.d.ts",
  "node_modules/valibot/dist/index.mjs",
];

/** The text of a file, or of all TypeScript under a folder. */
async function textOf(path) {
  if (/\.(mjs|ts)$/.test(path)) return readFile(path, "utf8");
  const found = await readdir(path, { recursive: true });
  const files = found.filter((name) => name.endsWith(".ts"));
  return (await Promise.all(files.map((name) => readFile(join(path, name), "utf8")))).join("\n");
}

export async function shortNames(root) {
  const own = await textOf(join(root, OWN));
  const others = (await Promise.all(OTHERS.map((path) => textOf(join(root, path))))).join("\n");
  const code = others.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, " ");
  const known = new Set(code.match(/[A-Za-z_$][\w$]*/g));
  const used = new Set(Array.from(own.matchAll(/\.([A-Za-z_]\w*)/g), ([, name]) => name));
  const names = [...used].filter((name) => !known.has(name));
  return new RegExp(`^(${names.join("|")})$`);
}
