// Bundles each source of src/ that has FIELDS, and writes one page a field. Run by the Makefile:
// node tests/pages/editors/build.mjs PACKAGES OUT, where PACKAGES holds the editors' node_modules.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { build } from "esbuild";

const [packages, out] = process.argv.slice(2).map((path) => resolve(path));
const HERE = import.meta.dirname;
const SOURCES = join(HERE, "src");
const SHARED = new Set(["contract.ts", "page.ts", "components_field.ts", "html_model.ts"]);

/** The names in the source's FIELDS: its last object literal's keys, read by running the bundle. */
const sources = readdirSync(SOURCES).filter((name) => !SHARED.has(name));
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const entries = Object.fromEntries(
  sources.map((name) => [basename(name).replace(/\.tsx?$/, ""), name]),
);
await build({
  entryPoints: Object.keys(entries).map((name) => ({ in: `entry:${name}`, out: name })),
  outdir: out,
  bundle: true,
  format: "iife",
  target: "chrome126",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
  loader: {
    ".ttf": "dataurl",
    ".svg": "dataurl",
    ".eot": "empty",
    ".woff": "empty",
    ".woff2": "empty",
  },
  minify: true,
  nodePaths: [join(packages, "node_modules")],
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
  logLevel: "warning",
  plugins: [
    {
      name: "entries",
      setup(builder) {
        builder.onResolve({ filter: /^entry:/ }, ({ path }) => ({
          path: path.slice(6),
          namespace: "entry",
        }));
        builder.onLoad({ filter: /.*/, namespace: "entry" }, ({ path }) => ({
          contents: `import { FIELDS } from "./${entries[path]}"; import { start } from "./page";
            start(FIELDS[document.documentElement.dataset.field]);`,
          resolveDir: SOURCES,
          loader: "ts",
        }));
      },
    },
  ],
});

const names = JSON.parse(readFileSync(join(HERE, "fields.json"), "utf8"));
const styles = new Set(readdirSync(out).filter((name) => name.endsWith(".css")));
for (const [source, fields] of Object.entries(names)) {
  const own = styles.has(`${source}.css`) ? `<link rel="stylesheet" href="${source}.css">` : "";
  for (const name of fields)
    writeFileSync(
      join(out, `${name}.html`),
      `<!doctype html>
<html lang="en" data-field="${name}">
  <head>
    <meta charset="utf-8">
    <title>A note</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="page.css">
    ${own}
  </head>
  <body>
    <button id="before" type="button">Before</button>
    <main id="root"></main>
    <button id="after" type="button">After</button>
    <p class="below">Below</p>
    <script src="${source}.js"></script>
  </body>
</html>
`,
    );
}
writeFileSync(join(out, "page.css"), readFileSync(join(HERE, "page.css")));
