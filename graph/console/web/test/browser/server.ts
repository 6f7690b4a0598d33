// Serves a graph of testdata, and of one hostile report, on a free port.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(process.cwd(), "../../..");
const sitrep = process.env.SITREP ?? join(root, "bin/sitrep");

export const attack = `<script>window.hostile = "script"</script><img src=x onerror="window.hostile='image'">\u001b[31m`;

const hostile = {
  id: "hostile-1", title: `${attack} title`, date: "2024-02-05", source: "hostile.jsonl",
  text: `BAGHDAD, Feb 5, 2024 - Kataib Hezbollah attacked the U.S. embassy in Baghdad on Sunday ${attack}, officials said.\n`,
};

export interface Server {
  address: string;
  stop(): void;
}

export async function serve(): Promise<Server> {
  if (!existsSync(sitrep)) throw new Error(`${sitrep} is not there; make build makes it, or SITREP names another`);
  const folder = mkdtempSync(join(tmpdir(), "sitrep-web-"));
  const store = join(folder, "test.db");
  const report = join(folder, "hostile.jsonl");
  writeFileSync(report, JSON.stringify(hostile) + "\n");
  const built = spawnSync(sitrep, ["build", "--store", store, "testdata/reports", report], { cwd: root, encoding: "utf8" });
  if (built.status !== 0) throw new Error(`sitrep build failed: ${built.stderr}`);
  const child = spawn(sitrep, ["serve", "--store", store, "--listen", "127.0.0.1:0"], { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
  const stop = () => {
    child.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  };
  process.on("exit", stop);
  return { address: await firstLine(child), stop };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = "";
    child.stdout!.on("data", (chunk: Buffer) => {
      seen += chunk.toString();
      const end = seen.indexOf("\n");
      if (end >= 0) resolve(seen.slice(0, end).trim());
    });
    child.on("exit", (code) => reject(new Error(`sitrep serve ended with ${code}`)));
  });
}

/** chromium finds the browser of this machine. */
export function chromium(): string {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const found = [process.env.CHROMIUM ?? "", ...names.map((n) => join("/usr/bin", n)), "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"].find((p) => p && existsSync(p));
  if (!found) throw new Error("no Chromium was found; install it, or name it in CHROMIUM");
  return found;
}
