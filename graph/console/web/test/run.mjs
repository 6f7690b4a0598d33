// Runs the tests of one folder: node test/run.mjs unit | browser. They are
// bundled first, since Node does not read TypeScript.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("..", import.meta.url));
const folder = process.argv[2];
const tests = readdirSync(join(web, "test", folder)).filter((f) => f.endsWith(".test.ts"));
const outdir = join(web, "node_modules/.cache/test", folder);
rmSync(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: web,
  entryPoints: tests.map((f) => `test/${folder}/${f}`),
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
});
const files = tests.map((f) => join(outdir, f.replace(/\.ts$/, ".mjs")));
const { status } = spawnSync(process.execPath, ["--test", "--test-concurrency=1", "--test-reporter=spec", ...files], { cwd: web, stdio: "inherit" });
process.exit(status ?? 1);
