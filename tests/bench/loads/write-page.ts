import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pageOf } from './page.ts';
import { readRuns } from './runs.ts';

/** Writes docs/load-results.md from a file of runs: `node dist/tests/bench/loads/write-page.js [file] [page]`. */
const root = resolve(import.meta.dirname, '../../../..');
const [file = resolve(root, 'docs/load-runs.jsonl'), page = resolve(root, 'docs/load-results.md')] =
  process.argv.slice(2);
const runs = readRuns(file).filter(({ isTrial }) => !isTrial);
if (runs.length === 0) {
  process.stderr.write(`write-page: ${file} has no whole run of any load.\n`);
  process.exit(2);
}
writeFileSync(page, pageOf(runs));
process.stdout.write(`Wrote ${page} from ${runs.length} runs.\n`);
