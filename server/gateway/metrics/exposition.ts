import type { Histogram } from '../../lib/histogram.ts';

type Labels = Readonly<Record<string, string>>;

/** One line of a metric: suffix of the name, labels, value. */
interface Sample {
  suffix: '' | '_bucket' | '_sum' | '_count';
  labels: Labels;
  value: number;
}

/** A metric in Prometheus' text format. */
export interface Family {
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  help: string;
  samples: readonly Sample[];
}

/** One number, or one for each set of labels. */
export type Values = number | readonly (readonly [labels: Labels, value: number])[];

/** A number that only grows after the start; its name ends in `_total`. */
export function counter(name: `fairday_${string}_total`, help: string, values: Values): Family {
  return { name, type: 'counter', help, samples: samplesOf(values) };
}

export function gauge(name: `fairday_${string}`, help: string, values: Values): Family {
  return { name, type: 'gauge', help, samples: samplesOf(values) };
}

/** A histogram of durations, in seconds as Prometheus expects. */
export function histogram(
  name: `fairday_${string}_seconds`,
  help: string,
  times: readonly (readonly [labels: Labels, times: Histogram])[],
): Family {
  return {
    name,
    type: 'histogram',
    help,
    samples: times.flatMap(([labels, each]) => bucketsOf(labels, each)),
  };
}

/**
 * Families in Prometheus' text format (version 0.0.4).
 * @param common labels of every line, behind its own
 */
export function exposition(families: readonly Family[], common: Labels): string {
  return families.map((family) => familyText(family, common)).join('');
}

function samplesOf(values: Values): Sample[] {
  const all = typeof values === 'number' ? ([[{}, values]] as const) : values;
  return all.map(([labels, value]) => ({ suffix: '', labels, value }));
}

function bucketsOf(labels: Labels, times: Histogram): Sample[] {
  const { buckets, sumMs, count } = times.read();
  return [
    ...buckets.map(({ boundMs, count: upTo }) => ({
      suffix: '_bucket' as const,
      labels: { ...labels, le: String(boundMs / 1_000) },
      value: upTo,
    })),
    { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
    { suffix: '_sum', labels, value: sumMs / 1_000 },
    { suffix: '_count', labels, value: count },
  ];
}

function familyText({ name, type, help, samples }: Family, common: Labels): string {
  const lines = samples.map(
    ({ suffix, labels, value }) => `${name}${suffix}${labelText({ ...labels, ...common })} ${value}\n`,
  );
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replace(/[\\"\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`));
}
