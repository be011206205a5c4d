import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pageOf, withChosen } from './page.ts';
import { type BenchReport, oneOf } from './report.ts';

/**
 * Writes the measured part of docs/performance.md and the README's few numbers from the last line of a bench's output:
 * `node dist/tests/bench/write-page.js out.txt`. Further files may hold parts that were run once more.
 */
const files = process.argv.slice(2);
if (files.length === 0) {
  process.stderr.write('write-page: name the file with the output of npm run bench -- --json.\n');
  process.exit(2);
}
const report = oneOf(
  files.map((file) => {
    const lastLine = readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
    return JSON.parse(lastLine) as BenchReport;
  }),
);
const page = resolve(import.meta.dirname, '../../../docs/performance.md');
writeFileSync(page, pageOf(report, readFileSync(page, 'utf8')));
process.stdout.write(`Wrote ${page}\n`);
const readme = resolve(import.meta.dirname, '../../../README.md');
writeFileSync(readme, withChosen(readFileSync(readme, 'utf8'), report));
process.stdout.write(`Wrote the numbers of ${readme}. Others take theirs from the page: npm run docs\n`);
