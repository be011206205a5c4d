/**
 * The numbers in Prometheus' text by name, those of all labels of a name added up. Of a histogram there are `…_bucket`,
 * `…_sum` and `…_count`.
 */
export function metricValues(text: string): Map<string, number> {
  const values = new Map<string, number>();
  for (const [, name, value] of text.matchAll(/^(\w+)(?:\{.*\})? (\S+)$/gm)) {
    values.set(name!, (values.get(name!) ?? 0) + Number(value));
  }
  return values;
}
