import { metricValues } from '../../server/tools/docs/metric-values.ts';
import type { Target } from './target.ts';

/** What the server says that it counted, by the name that its metrics have: `answers_packed_total`. Throws if it counts no such thing. */
export async function counted(
  { origin, asCollector }: Pick<Target, 'origin' | 'asCollector'>,
  name: string,
): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`, { headers: asCollector })).text();
  const value = metricValues(text).get(`fairday_${name}`);
  if (value === undefined) throw new Error(`The server does not count ${name}.`);
  return value;
}
