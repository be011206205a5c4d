import { budgetText, isKept, type Measure, valueText } from '../report.ts';
import { namedLoads } from './named-loads.ts';
import { medianOf, type NamedRun, newestOf } from './runs.ts';

/** What all runs of a load gave under one name. */
interface Row {
  name: string;
  unit: string;
  values: number[];
  median: number;
  budget?: Measure['budget'];
}

/** A target is held against the median of so many. */
const RUNS_WANTED = 3;

/** The page of results: for each load that has run, every run, the median beside its target, then all other numbers. */
export function pageOf(runs: readonly NamedRun[]): string {
  const names = Object.keys(namedLoads).filter((name) => newestOf(runs, name).length > 0);
  const missed = names.flatMap((name) => {
    return targetRows(newestOf(runs, name))
      .filter((row) => !isRowKept(row))
      .map((row) => `- ${name}: ${row.name}, ${apartText(row)}`);
  });
  const wrong = names.flatMap((name) =>
    newestOf(runs, name).flatMap((run) => run.wrong.map((row) => `- ${name}, seed ${run.seed}: ${row}`)),
  );
  const shown = new Set(names.flatMap((name) => newestOf(runs, name)));
  const wrongBefore = runs.flatMap((run) =>
    run.isTrial || shown.has(run)
      ? []
      : run.wrong.map((row) => `- ${run.load}, seed ${run.seed}, on ${run.commit}: ${row}`),
  );
  const few = names.filter((name) => newestOf(runs, name).length < RUNS_WANTED);
  const never = Object.keys(namedLoads).filter((name) => !names.includes(name));
  const owed = [
    ...(few.length > 0 ? [`Run fewer than ${RUNS_WANTED} times so far: ${few.join(', ')}.`] : []),
    ...(never.length > 0 ? [`Not yet run: ${never.join(', ')}.`] : []),
  ].join(' ');
  return `# Results of the named loads

Written by \`npm run bench:loads-page\` from the runs of \`npm run bench:loads\`; nothing on this page is typed in by hand but the words. What each load does, and how to read its numbers: [load.md](load.md). Server, database and crowd share the machine. A target is held against the median of the runs, where there are several, of two against the worse one; each run has the seed of its column, and of several with one seed the newest stands here. ${owed}

${wrong.length === 0 ? 'Nothing was lost in any run shown here: every row of every verdict is right.' : `**Rows of a verdict that were wrong:**\n\n${wrong.join('\n')}`}
${wrongBefore.length === 0 ? '' : `\nWrong in earlier runs, which have been run again since:\n\n${wrongBefore.join('\n')}\n`}
${missed.length === 0 ? 'Every target is kept.' : `Missed:\n\n${missed.join('\n')}`}

${names.map((name) => loadText(name, newestOf(runs, name))).join('\n')}`;
}

function loadText(name: string, runs: readonly NamedRun[]): string {
  const [first] = runs;
  if (!first) return '';
  const seeds = runs.map(({ seed }) => `seed ${seed}`);
  const targets = targetRows(runs);
  const known = new Set(targets.map((row) => row.name));
  const others = rowsOf(runs, ({ measures }) => measures).filter((row) => !known.has(row.name));
  const each = (of: (run: NamedRun) => string) => [...new Set(runs.map(of))].join(', ');
  const disk = runs.flatMap(({ syncMs }) => (syncMs === null ? [] : [syncMs]));
  const beside: Row[] = [
    ...(disk.length === runs.length
      ? [{ name: 'fdatasync of 4 KiB, p50', unit: 'ms', values: disk, median: medianOf(disk, false) }]
      : []),
    {
      name: 'load average of the minute before',
      unit: '',
      values: runs.map(({ busy }) => busy),
      median: medianOf(
        runs.map(({ busy }) => busy),
        false,
      ),
    },
  ];
  return `## ${name}

${first.about}. ${each(({ command }) => `\`${command.replace(/ --seed \d+/, '')}\``)}

Commit ${each(({ commit }) => commit)} · ${each(({ atIso }) => atIso.slice(0, 10))} · node ${each(({ node }) => node)} · ${each(({ cores, cpu }) => `${cores} cores (${cpu})`)}

${table(
  ['', ...seeds, 'median', 'target', ''],
  [
    ...targets.map((row) => [...cells(row), budgetText(asMeasure(row)), apartText(row)]),
    ...beside.map((row) => [...cells(row), '', '']),
  ],
)}
${others.length === 0 ? '' : `<details><summary>All numbers</summary>\n\n${table(['', ...seeds, 'median'], others.map(cells))}\n</details>\n`}`;
}

function targetRows(runs: readonly NamedRun[]): Row[] {
  return rowsOf(runs, ({ targets }) => targets);
}

/** One row for each name that any run has, in the order of the first run that has it. */
function rowsOf(runs: readonly NamedRun[], of: (run: NamedRun) => readonly Measure[]): Row[] {
  const names = [...new Set(runs.flatMap((run) => of(run).map(({ name }) => name)))];
  return names.map((name) => {
    const each = runs.map((run) => of(run).find((measure) => measure.name === name));
    const known = each.filter((measure) => measure !== undefined);
    // A budget that hangs on the disk is another one in each run: the middle of them counts, of two the stricter.
    const budget = middleBudget(known.flatMap((measure) => measure.budget ?? []));
    const values = each.map((measure) => measure?.value ?? Number.NaN);
    const isMoreBetter = budget !== undefined && 'least' in budget;
    return {
      name,
      unit: known[0]?.unit ?? '',
      values,
      median: medianOf(values, isMoreBetter),
      ...(budget && { budget }),
    };
  });
}

function middleBudget(budgets: readonly NonNullable<Measure['budget']>[]): Measure['budget'] {
  const most = budgets.flatMap((budget) => ('most' in budget ? budget.most : []));
  if (most.length > 0) return { most: medianOf(most, true) };
  const least = budgets.flatMap((budget) => ('least' in budget ? budget.least : []));
  return least.length > 0 ? { least: medianOf(least, false) } : undefined;
}

function asMeasure({ name, unit, median, budget }: Row): Measure {
  return { name, unit, value: median, ...(budget && { budget }) };
}

function isRowKept(row: Row): boolean {
  return isKept(asMeasure(row));
}

/** How far the median is from its target. */
function apartText(row: Row): string {
  const { median, budget, unit } = row;
  if (!budget) return '';
  const target = 'most' in budget ? budget.most : budget.least;
  if (isRowKept(row)) return 'kept';
  if (Number.isNaN(median)) return '**missed**: it never came to it';
  const by = target === 0 ? '' : ` (${((100 * Math.abs(median - target)) / target).toFixed(0)} %)`;
  return `**missed** by ${valueText(Math.abs(median - target))} ${unit}${by}`;
}

function cells({ name, unit, values, median }: Row): string[] {
  return [`${name}${unit === '' ? '' : `, ${unit}`}`, ...values.map(numberText), `**${numberText(median)}**`];
}

function numberText(value: number): string {
  return Number.isNaN(value) ? '–' : valueText(value);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
