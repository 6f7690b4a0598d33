// Bundles src into dist, where Go embeds it: files under assets are named by a
// hash of what they hold, so that browsers may keep them for good.
import { build } from "esbuild";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = join(here, "dist");

for (const name of await readdir(dist)) {
  if (name !== ".gitkeep") await rm(join(dist, name), { recursive: true });
}

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["src/main.ts"],
  outdir: "dist/assets",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "linked",
  metafile: true,
});

const files = Object.entries(metafile.outputs);
const [script, entry] = files.find(([, output]) => output.entryPoint === "src/main.ts");
const page = (await readFile(join(here, "index.html"), "utf8"))
  .replace("/src/main.ts", `/assets/${basename(script)}`)
  .replace("/src/style.css", `/assets/${basename(entry.cssBundle)}`);
await writeFile(join(dist, "index.html"), page);

const bytes = files.reduce((sum, [, output]) => sum + output.bytes, 0);
console.log(`${files.length} files, ${Math.round(bytes / 1000)} kB`);
