// Bundles the TypeScript of the extension with esbuild and copies its pages; the popup's style sheet
// is one with the theme it imports, for it is read before anything is painted.
// In: extension/, wasm/. Out: the folder named on the command line. Usage: node bundle.mjs OUT.
// Content scripts are one IIFE (they cannot import); everything else is ESM. Vendored runtimes
// (Pyodide, onnxruntime-web) are not bundled: the worker imports them by URL at run time.
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { minify } from "terser";
import { shortNames } from "./short_names.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const PAGE_FILES = new Set([".html", ".css", ".svg", ".png", ".json"]);
/** Where bundles and pages come from, and the folder of the package they go to. */
const PAGE_FOLDERS = {
  "extension/popup": "popup",
  "extension/options": "options",
  "extension/icons": "icons",
  "extension/ui": "ui",
  "extension/welcome": "welcome",
  "extension/_locales/en": "_locales/en",
  wasm: "wasm",
};

/** What people read. With a second language, pages that hold words need another way. */
const WORDS = JSON.parse(await readFile(join(ROOT, "extension/_locales/en/messages.json"), "utf8"));

const SCRIPT = { in: "extension/content/main.ts", out: "content/main" };
const MODULES = {
  "background/main": "extension/background/main.ts",
  "options/options": "extension/options/options.tsx",
  "popup/popup": "extension/popup/popup.tsx",
  "popup/start": "extension/popup/start.ts",
  "welcome/welcome": "extension/welcome/welcome.tsx",
  "wasm/model_loader": "wasm/model_loader.ts",
  "wasm/offscreen": "wasm/offscreen.ts",
  "wasm/worker": "wasm/worker.ts",
};

const SHEETS = { "popup/popup": "extension/popup/popup.css" };

const common = {
  absWorkingDir: ROOT,
  bundle: true,
  target: "es2023",
  charset: "utf8",
  legalComments: "none",
  minify: true,
  logLevel: "warning",
};

/** A style sheet that a script imports is a string in it: shortened, like the code. */
const sheets = {
  name: "sheets",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), {
        loader: "css",
        minify: true,
      });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

async function bundle(out) {
  const started = performance.now();
  await Promise.all(
    Object.entries(PAGE_FOLDERS).map(([from, to]) => copyPages(from, join(out, to))),
  );
  await Promise.all([
    bundleScript(out),
    build({
      ...common,
      entryPoints: Object.entries(MODULES).map(([to, from]) => ({ in: from, out: to })),
      plugins: [sheets],
      format: "esm",
      splitting: false,
      outdir: out,
    }),
    build({
      ...common,
      entryPoints: Object.entries(SHEETS).map(([to, from]) => ({ in: from, out: to })),
      outdir: out,
    }),
  ]);
  await copyFile(join(ROOT, "manifest.json"), join(out, "manifest.json"));
  await copyFile(join(ROOT, "extension/managed_schema.json"), join(out, "managed_schema.json"));
  console.log(`bundle: ${relative(ROOT, out)} in ${Math.round(performance.now() - started)} ms`);
}

/**
 * Every page carries the content script: terser makes it 3 % shorter than esbuild alone. (Arrows in
 * place of functions are safe where, as here, none is called with `new` or asks for `this`. Class fields
 * are assignments in the constructor: as declarations esbuild writes their long names out.)
 */
async function bundleScript(out) {
  const { outputFiles } = await build({
    ...common,
    entryPoints: [SCRIPT],
    format: "iife",
    mangleProps: await shortNames(ROOT),
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    outdir: out,
    write: false,
  });
  const { code } = await minify(outputFiles[0].text, {
    ecma: 2020,
    compress: { passes: 2, unsafe_arrows: true },
  });
  const path = join(out, `${SCRIPT.out}.js`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, code);
}

async function copyPages(from, to) {
  const folder = join(ROOT, from);
  if (!existsSync(folder)) return;
  await mkdir(to, { recursive: true });
  for (const file of await readdir(folder)) {
    if (extname(file) === ".html")
      await writeFile(join(to, file), withWords(await readFile(join(folder, file), "utf8")));
    else if (PAGE_FILES.has(extname(file))) await copyFile(join(folder, file), join(to, file));
  }
}

/** A page with the words for "__MSG_key__": browsers fill them into the manifest, not into pages. */
function withWords(page) {
  return page.replace(/__MSG_(\w+?)__/g, (_, key) => {
    if (!(key in WORDS)) throw new Error(`no message is called ${key}`);
    return WORDS[key].message;
  });
}

const [out] = process.argv.slice(2);
if (!out) throw new Error("usage: node extension/bundle.mjs OUT");
await mkdir(out, { recursive: true });
await bundle(join(process.cwd(), out));
