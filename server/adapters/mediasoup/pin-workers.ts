import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { download, sha256Of } from './fetch-worker.ts';

/** What mediasoup builds workers for, where this program runs; a kernel's number is its first. */
const MACHINES = ['linux-x64', 'linux-arm64'].flatMap((machine) =>
  [6, 7].map((kernel) => `${machine}-kernel${kernel}`),
);
const WITHOUT_KERNEL = ['darwin-x64', 'darwin-arm64'];

/**
 * Downloads every ready-made worker of a version and hashes it. It runs none. Who pins them trusts what came at that
 * moment: mediasoup signs nothing, so compare them with what its page of the release shows, and from another network.
 * @param of.say hears a line for each
 * @returns sha256 in hex, by the name of the file
 * @throws when one that may be there could not be had
 */
export async function hashWorkers(of: {
  version: string;
  from: string;
  say(line: string): void;
}): Promise<Record<string, string>> {
  const { version, from, say } = of;
  const found: Record<string, string> = {};
  for (const machine of [...MACHINES, ...WITHOUT_KERNEL]) {
    const name = `mediasoup-worker-${version}-${machine}.tgz`;
    const got = await download(`${from}/${version}/${name}`, {});
    if ('bytes' in got) found[name] = sha256Of(got.bytes);
    else if (!got.isNone) throw new Error(`${name}: ${got.why}. Nothing was pinned.`);
    say(`${name}: ${found[name] ?? 'there is none'}`);
  }
  if (Object.keys(found).length === 0)
    throw new Error(`${from} has no worker of ${version}. Nothing was pinned.`);
  return found;
}

/** Writes the hashes into worker-pins.ts, in the place of those that stand there. */
export function writePins(version: string, sha256: Readonly<Record<string, string>>): void {
  const file = join(import.meta.dirname, 'worker-pins.ts');
  writeFileSync(file, withPins(readFileSync(file, 'utf8'), version, sha256));
}

/** The text of worker-pins.ts with other pins. */
export function withPins(text: string, version: string, sha256: Readonly<Record<string, string>>): string {
  const lines = Object.entries(sha256).map(([name, hash]) => `    '${name}':\n      '${hash}',\n`);
  const pins = `  version: '${version}',\n  sha256: {\n${lines.join('')}  },\n`;
  const about = `/**
 * The downloads of mediasoup's worker that may be run, by the name of the file: sha256, in hex. Written by
 * \`npm run media:worker -- --pin\`, where the internet can be reached.
 */
`;
  return text
    .replace(/^\/\*\*[\s\S]*?\*\/\n/, about)
    .replace(/(?<=: WorkerPins = \{\n)[\s\S]*?(?=\};)/, pins);
}
