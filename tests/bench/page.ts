import { unmeasuredIn } from './budgets.ts';
import { type BenchReport, budgetText, isKept, type Measure, type PartReport, valueText } from './report.ts';

/** From here on the page is written by hand, and stays as it is. */
const BY_HAND = '<!-- by hand -->';

/**
 * The whole page, of one run.
 * @param before the page as it is: what is written by hand is taken from it; throws without its mark
 */
export function pageOf(report: BenchReport, before: string): string {
  const { commit, atIso, node, cores, cpu, load, parts } = report;
  const at = before.indexOf(BY_HAND);
  if (at < 0) throw new Error(`The page has no mark ${BY_HAND}: what is written by hand would be lost.`);
  return `# Performance

Written from one run of \`npm run bench -- --json\`. Nothing is typed in by hand but the words, and all that follows the parts.

- commit ${commit}, ${atIso.slice(0, 16).replace('T', ' ')} UTC
- node ${node}, ${cores} cores (${cpu}), everything on the same machine: server, database, crowd
- load average of the minute before: ${load.toFixed(1)}${load > 0.5 * cores ? `. **Others were using the cores**: times and rates of this run, and ratios of them, are worse than the program’s own; bytes, sizes and CPU per frame are close to it` : ''}

## Every budget

${BEGIN}
${budgetTable(report)}
${END}

${parts.map(partOf).join('\n')}
${before.slice(at)}`;
}

const BEGIN = '<!-- numbers:begin -->';
const END = '<!-- numbers:end -->';

/** What has a budget: kept, missed, or not measured in this run. */
function budgetTable({ parts, missed }: BenchReport): string {
  const rows = parts.flatMap(({ part, measures }) =>
    measures
      .filter(({ budget }) => budget)
      .map((measure) => {
        const { name, value, unit } = measure;
        const verdict = isKept(measure) ? 'kept' : '**missed**';
        return `| ${part}: ${name} | ${valueText(value)} ${unit} | ${budgetText(measure)} | ${verdict} |`;
      }),
  );
  const owed = unmeasuredIn(parts).map((name) => `| ${name} | not measured | | |`);
  const all = rows.length + owed.length;
  const sum =
    missed.length + owed.length === 0
      ? 'Every budget is kept.'
      : `Of ${all} budgets ${missed.length} are missed in this run, and ${owed.length} were not measured.`;
  return [sum, '', '| what | measured | budget | |', '|---|---:|---:|---|', ...rows, ...owed].join('\n');
}

/**
 * The README's numbers: at most ten, those that decide whether Fairday will do. They are chosen by what they are about;
 * whether they keep their budgets stands on the page.
 */
const CHOSEN: readonly [measure: string, inWords: string][] = [
  [
    'orders: durable orders, end to end, kept up with',
    'orders with SQLite, each on disk before it is confirmed',
  ],
  ['postgres: durable orders, end to end, kept up with', 'the same with PostgreSQL'],
  ['orders: ack p99 at 3000 orders/s', 'time to confirm an order at 3,000 orders/s, p99'],
  ['screens: pin to everyone’s screen p95', 'from pinning a product to 10,000 screens, p95'],
  ['join: until all 10,000 are back with their snapshot', '10,000 viewers reconnect at once'],
  ['join: server memory with 10,000 viewers', 'server memory with 10,000 viewers'],
  ['bytes: per viewer and minute', 'traffic of a viewer a minute, without video'],
  ['web: JS', 'JavaScript of a viewer’s first load, gzip'],
  ['start: empty store', 'start of a new market'],
];

/** The README with the chosen numbers between its marks; what a run did not measure is left out. */
export function withChosen(text: string, { parts, cores, node }: BenchReport): string {
  const measured = new Map(
    parts.flatMap(({ part, measures }) =>
      measures.map(({ name, value, unit }) => [`${part}: ${name}`, `${valueText(value)} ${unit}`]),
    ),
  );
  const rows = CHOSEN.filter(([measure]) => measured.has(measure)).map(
    ([measure, inWords]) => `| ${inWords} | ${measured.get(measure)} |`,
  );
  const table = ['| what | measured |', '|---|---:|', ...rows].join('\n');
  const about = `One run on ${cores} cores with Node ${node.replace('v', '')}; server, database and clients share the machine.`;
  return text.replace(
    new RegExp(`(${BEGIN}\\n)[\\s\\S]*(${END})`),
    (_, begin, end) => `${begin}${table}\n\n${about}\n${end}`,
  );
}

function partOf({ part, about, seed, commit, measures }: PartReport): string {
  return `## ${part}

${about} (seed ${seed}${commit ? `, commit ${commit}` : ''}).

| what | measured | budget | |
|---|---:|---:|---|
${measures.map(rowOf).join('\n')}
`;
}

function rowOf(measure: Measure): string {
  const { name, value, unit, budget, note } = measure;
  const verdict = budget ? (isKept(measure) ? 'kept' : '**missed**') : '';
  const remark = [verdict, note].filter(Boolean).join('; ');
  return `| ${name} | ${valueText(value)} ${unit} | ${budgetText(measure)} | ${remark} |`;
}
