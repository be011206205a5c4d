import { cpus, loadavg } from 'node:os';
import { commitNow } from '../../server/tools/lab/commit-now.ts';

/** One number, and the budget of the design beside it where there is one. */
export interface Measure {
  name: string;
  value: number;
  unit: string;
  /** The value should be at most, or at least, this. */
  budget?: { most: number } | { least: number };
  /** What one has to know to read the number. */
  note?: string;
}

export interface PartReport {
  part: string;
  about: string;
  seed: number;
  /** Where it is not that of the whole report: the part was run once more. */
  commit?: string;
  measures: Measure[];
}

/** Where and on what a run was made: numbers without it mean nothing. */
export interface RunHead {
  commit: string;
  atIso: string;
  node: string;
  cores: number;
  cpu: string;
  /** Load average of the last minute before: above 0.5 others were using the cores. */
  load: number;
}

export interface BenchReport extends RunHead {
  parts: PartReport[];
  missed: string[];
}

export function runHead(): RunHead {
  const [first] = cpus();
  return {
    commit: commitNow(),
    atIso: new Date().toISOString(),
    node: process.version,
    cores: cpus().length,
    cpu: first?.model.trim() ?? 'unknown',
    load: loadavg()[0] ?? Number.NaN,
  };
}

export function isKept({ value, budget }: Measure): boolean {
  if (!budget) return true;
  return 'most' in budget ? value <= budget.most : value >= budget.least;
}

/** The names of all measures outside their budget, as `part: name`. */
export function missedIn(parts: readonly PartReport[]): string[] {
  return parts.flatMap(({ part, measures }) =>
    measures.filter((measure) => !isKept(measure)).map(({ name }) => `${part}: ${name}`),
  );
}

/**
 * One report of several runs: each part as it was measured last, with its commit where that is another one. Throws where
 * they are of different machines or versions of Node, since their numbers do not belong on one page.
 */
export function oneOf(runs: readonly BenchReport[]): BenchReport {
  const [first] = runs;
  if (!first) throw new Error('There is no run to report.');
  const ground = ({ node, cpu, cores }: RunHead) => [node, cpu, cores].join(' · ');
  const stranger = runs.find((run) => ground(run) !== ground(first));
  if (stranger) throw new Error(`Runs of ${ground(first)} and ${ground(stranger)} make no page.`);
  const newest = new Map(
    runs.flatMap(({ parts, commit }) =>
      parts.map((part) => [part.part, commit === first.commit ? part : { ...part, commit }]),
    ),
  );
  const parts = [...newest.values()];
  return { ...first, load: Math.max(...runs.map(({ load }) => load)), parts, missed: missedIn(parts) };
}

export function headText({ commit, node, cores, cpu, load }: RunHead): string {
  return `commit ${commit} · node ${node} · ${cores} cores · ${cpu} · load before ${load.toFixed(1)}`;
}

export function partText({ part, about, seed, measures }: PartReport, head: RunHead): string {
  return [
    `${part}: ${about}`,
    `  seed ${seed} · ${headText(head)}`,
    ...measures.map((measure) => verdictText(measure)),
    '',
  ].join('\n');
}

/** One number on a line of its own, with its budget and whether it is kept. */
export function verdictText(measure: Measure): string {
  const { name, value, unit, note } = measure;
  const number = `${valueText(value)} ${unit}`;
  return `  ${name.padEnd(46)} ${number.padStart(16)}  ${verdict(measure)}${note ? `  (${note})` : ''}`;
}

export function budgetText({ budget, unit }: Measure): string {
  if (!budget) return '';
  return 'most' in budget ? `≤ ${valueText(budget.most)} ${unit}` : `≥ ${valueText(budget.least)} ${unit}`;
}

export function valueText(value: number): string {
  const decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: decimals });
}

function verdict(measure: Measure): string {
  if (!measure.budget) return '';
  return `${isKept(measure) ? 'kept' : 'MISSED'}: budget ${budgetText(measure)}`;
}
