import { collectDefaultMetrics, Registry } from 'prom-client';
import { exposition, gauge } from './exposition.ts';
import { familiesOf, type MetricSources } from './families.ts';

/** Gauges of prom-client with the suffix of a counter, which promtool refuses. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/** The process's metrics; null: none was read yet, and nothing is measured. */
let processNumbers: Registry | null = null;

/**
 * All metrics of this server in Prometheus' text format. Those of the process are prom-client's. Those counted per
 * order are ours, since prom-client allocates for each.
 * @param nodeId NODE_ID; null where none is set, since a generated one leaves series behind at each start
 */
export async function metricsText(
  sources: MetricSources,
  { version, nodeId }: { version: string; nodeId: string | null },
): Promise<{ contentType: string; text: string }> {
  processNumbers ??= newProcessNumbers();
  const build = gauge('fairday_build_info', 'Which Fairday this is, on which Node: always 1.', [
    [{ version, node: process.versions.node }, 1],
  ]);
  const families = exposition(await familiesOf(sources), nodeId === null ? {} : { node_id: nodeId });
  return {
    contentType: processNumbers.contentType,
    text: `${exposition([build], {})}${families}${await processNumbers.metrics()}`,
  };
}

function newProcessNumbers(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  return registry;
}
