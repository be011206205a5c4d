import type { Cluster } from '../cluster/cluster.ts';
import { measure, orderMeasures, spreadMeasures } from '../measure.ts';
import { ordersFor, type ScenarioOutcome, type Stage } from './scenario.ts';

/** One node a minute; in a run too short for that, three in all. */
const EVERY_MS = 60_000;
const LEAST_KILLS = 3;
const BACK_AFTER_MS = 3_000;

/**
 * Orders go on while one node after the other is ended as by a power cut and comes back some seconds later. Buyers try
 * again as a page does, on whatever node the balancer gives them.
 */
export async function nodeKills(stage: Stage): Promise<ScenarioOutcome> {
  const { options, crowd, cluster, desk, record } = stage;
  if (!cluster) throw new Error('Without nodes of its own a run cannot end any.');
  const everyMs = Math.min(EVERY_MS, options.forMs / (LEAST_KILLS + 1));
  let kills = 0;
  let work: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    const node = cluster.nodes[kills % cluster.nodes.length]!;
    kills += 1;
    work = work.then(() => killAndBack(node, stage.say));
  }, everyMs);
  record.delivery.clear();
  const tally = await ordersFor(stage, options.orders, options.forMs);
  clearInterval(timer);
  await work;
  record.settle();
  return {
    measures: [
      measure('nodes ended', kills, `of ${cluster.nodes.length}, one each ${Math.round(everyMs / 1_000)} s`),
      ...orderMeasures('node kills', tally, options.forMs),
      measure('orders without an answer', desk.inFlight, 'orders'),
      ...spreadMeasures('host’s act to each screen', record.delivery),
    ],
    present: crowd.viewers,
    soldOut: null,
  };
}

async function killAndBack(node: Cluster['nodes'][number], say: (line: string) => void): Promise<void> {
  await node.kill();
  say(`${node.name} was ended`);
  await new Promise((resolve) => setTimeout(resolve, BACK_AFTER_MS));
  await node.start();
  say(`${node.name} is back`);
}
