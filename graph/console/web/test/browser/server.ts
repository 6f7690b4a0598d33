// Serves a graph of the tests' own reports on a free port: those in test/reports,
// and some that are made.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(process.cwd(), "../../..");
const sitrep = process.env.SITREP ?? join(root, "bin/sitrep");

export const attack = `<script>window.hostile = "script"</script><img src=x onerror="window.hostile='image'">\u001b[31m`;

interface Report {
  id: string;
  title: string;
  date: string;
  source: string;
  text: string;
}

const hostile: Report = {
  id: "hostile-1", title: `${attack} title`, date: "2024-02-05", source: "hostile.jsonl",
  text: `BAGHDAD, Feb 5, 2024 - Kataib Hezbollah attacked the U.S. embassy in Baghdad on Sunday ${attack}, officials said.\n`,
};

/** told is one edge in more reports than an answer brings in full, one a year: the
 * first is from 1999. */
export const told = 26;

const two = (n: number) => String(n).padStart(2, "0");

const often = Array.from({ length: told }, (_, i): Report => {
  const day = `${1999 + i}-03-${two(i + 1)}`;
  return { id: `asad-${day}`, title: `Attack of ${day}`, date: day, source: `asad-${day}`, text: `BAGHDAD, ${day} - Kataib Hezbollah attacked the Ain al-Asad air base in Anbar.\n` };
});

const colours = ["Amber", "Black", "Crimson", "Golden", "Green", "Grey", "Indigo", "Orange", "Purple", "Red", "Silver", "White"];
const animals = ["Bear", "Eagle", "Falcon", "Fox", "Hawk", "Heron", "Jackal", "Leopard", "Lion", "Lynx", "Owl", "Panther", "Raven", "Scorpion", "Tiger", "Viper", "Wolf", "Wolverine"];
const brigades = colours.flatMap((c) => animals.map((a) => `${c} ${a} Brigade`));

/** The war of all brigades: a graph of more than 200 nodes, and walks without number. */
const dense = brigades.map((b, i): Report => ({
  id: `brigade-${i}`, title: "The war of the brigades", date: "2021-05-04", source: `brigade-${i}`,
  text: [1, 2, 5, 20, 77].map((n) => `The ${b} attacked the ${brigades[(i + n) % brigades.length]} on ${1 + (n % 28)} May 2020.`).join(" ") + "\n",
}));

export interface Server {
  address: string;
  stop(): void;
}

export async function serve(): Promise<Server> {
  if (!existsSync(sitrep)) throw new Error(`${sitrep} is not there; make build makes it, or SITREP names another`);
  const folder = mkdtempSync(join(tmpdir(), "sitrep-web-"));
  const store = join(folder, "test.db");
  const made = join(folder, "made.jsonl");
  writeFileSync(made, [hostile, ...often, ...dense].map((r) => JSON.stringify(r) + "\n").join(""));
  const built = spawnSync(sitrep, ["build", "--store", store, join(process.cwd(), "test/reports"), made], { cwd: root, encoding: "utf8" });
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
