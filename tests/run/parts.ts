import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from './ending.ts';

/** Names the folder in which the parts of one run leave what they have come to; nobody else sets it. */
export const PARTS_FOLDER = 'FAIRDAY_TEST_PARTS';

/** Keeps what a part has come to, for the end of the whole run. */
export function keepPart(folder: string, name: string, part: Part): void {
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(part));
}

/** What a part has kept. One that kept nothing broke off, whatever the reason: then it has failed. */
export function keptPart(folder: string, name: string): Part {
  const file = join(folder, `${name}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Part;
  const what = `the part ${name} broke off; its last lines are above`;
  return { passed: 0, failed: 1, failures: [{ what, details: '', reason: 'last' }] };
}
