import type { Head } from '../../../event-log/ports/store.ts';
import { metricValues } from '../../docs/metric-values.ts';
import type { Cluster } from './cluster.ts';

/** What is shown of each node, as its /metrics and the logs' heads tell it. */
export interface NodeLine {
  name: string;
  pid: number | null;
  isReady: boolean;
  viewers: number;
  /** Commands that it was asked since the last look. */
  commands: number;
  refusals: number;
  megabytes: number;
  /** Titles of the streams that it decides now. */
  decides: string[];
}

const ASK_MS = 1_000;

/** Looks at the nodes again and again; counts what happened in between. */
export function openBoard(
  cluster: Pick<Cluster, 'nodes' | 'environment'>,
  logs: { titles: ReadonlyMap<string, string>; heads: (logIds: string[]) => Promise<Head[]> },
) {
  const last = new Map<string, { commands: number; refusals: number }>();

  async function lineOf(node: Cluster['nodes'][number], heads: readonly Head[]): Promise<NodeLine> {
    const numbers = await metricsOf(node.url, cluster.environment.METRICS_TOKEN!);
    const before = last.get(node.name);
    const numberOf = (name: string) => numbers.get(name) ?? 0;
    const now = {
      commands: numberOf('fairday_commands_total'),
      refusals: numberOf('fairday_refusals_total'),
    };
    // A node that was started again counts from nothing.
    const since = before && before.commands <= now.commands ? before : { commands: 0, refusals: 0 };
    last.set(node.name, now);
    return {
      name: node.name,
      pid: node.pid(),
      isReady: numbers.size > 0,
      viewers: numberOf('fairday_live_connections'),
      commands: now.commands - since.commands,
      refusals: now.refusals - since.refusals,
      megabytes: Math.round(numberOf('process_resident_memory_bytes') / 1_048_576),
      decides: heads
        // A hint that has run out says nothing about now.
        .filter(({ owner }) => owner?.node === node.name && owner.untilMs > Date.now())
        .map(({ logId }) => logs.titles.get(logId) ?? logId),
    };
  }

  return {
    async look(): Promise<NodeLine[]> {
      const heads = await logs.heads([...logs.titles.keys()]).catch(() => []);
      return Promise.all(cluster.nodes.map((node) => lineOf(node, heads)));
    },
  };
}

/** One line of text per node. */
export function boardText(lines: readonly NodeLine[]): string {
  return lines
    .map(({ name, pid, isReady, viewers, commands, refusals, megabytes, decides }) => {
      const what = isReady
        ? `${viewers} viewers, ${commands} commands (${refusals} refused), ${megabytes} MB`
        : 'does not answer';
      const decided = decides.length > 0 ? `, decides ${decides.join(', ')}` : '';
      return `  ${name}  pid ${pid ?? '–'}  ${what}${decided}\n`;
    })
    .join('');
}

/** The numbers of a node; none if there is no answer. */
async function metricsOf(url: string, token: string): Promise<Map<string, number>> {
  try {
    const response = await fetch(`${url}/metrics`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(ASK_MS),
    });
    return metricValues(await response.text());
  } catch {
    return new Map();
  }
}
