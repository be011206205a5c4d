import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evidenceOf } from './evidence.ts';

/** Worlds of one process and of several, that sell abroad and at home, and some that once found a mistake. */
const WORLDS = [1, 2, 3, 4, 5, 285, 1273, 8370, 19_594, 55_881];

/**
 * `node tests/evidence/main.ts <folder>` writes what the program makes of ten logs, a file for each kind of line, and the
 * hashes of all on standard output: run it before and after a change that is to change nothing, and compare the folders.
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder to write to.');
mkdirSync(folder, { recursive: true });
for (const seed of WORLDS) {
  const found = await evidenceOf(seed);
  for (const [file, lines] of found) {
    const text = `${lines.join('\n')}\n`;
    const name = `${seed}-${file}.txt`;
    writeFileSync(join(folder, name), text);
    console.log(`${createHash('sha256').update(text).digest('hex').slice(0, 16)} ${lines.length} ${name}`);
  }
}
