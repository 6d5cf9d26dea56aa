// Runs the TypeScript unit tests: bundles tests/unit/*.test.ts and hands them to node's own runner, which ends
// when they do (the supervisor's watch over a silent worker would keep it for two minutes).
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const SOURCES = "tests/unit";
const OUT = "build/unit-tests";

rmSync(OUT, { recursive: true, force: true });
const entryPoints = readdirSync(SOURCES)
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => join(SOURCES, name));
await build({
  entryPoints,
  outdir: OUT,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  loader: { ".css": "text" },
  platform: "node",
  format: "esm",
  logLevel: "warning",
});
const files = readdirSync(OUT).map((name) => join(OUT, name));
const { status } = spawnSync(
  process.execPath,
  ["--test", "--test-force-exit", "--test-reporter=dot", ...files],
  {
    stdio: "inherit",
  },
);
process.exit(status ?? 1);
