import type { Application } from '../application/application.ts';
import type { Engines } from '../application/engines.ts';
import type { Clock } from '../lib/clock.ts';
import type { Peers } from '../ports/peers.ts';
import type { Readers } from '../ports/readers.ts';
import { OwnerCalls } from './owner-calls.ts';

/**
 * The use cases of a node among several: what decides on a stream goes to the node that decides it for now, so that
 * two of them seldom stand in each other's way. Without a hint, or when that node does not answer, this one claims the log
 * and decides itself, or hears who was before it; the store's compare-and-set keeps all of them right (design, One machine,
 * many machines).
 */
export function forwarded(
  local: Application,
  deps: { engines: Engines; peers: Peers; readers: Pick<Readers, 'orderById'>; clock: Clock },
): Application {
  const owners = new OwnerCalls(deps);
  return {
    ...local,
    live: (...args) => owners.ask(args[1], { use: 'live', args }, () => local.live(...args)),
    orderStatus: (...args) =>
      owners.ask(args[1], { use: 'orderStatus', args }, () => local.orderStatus(...args)),
    console: (...args) => owners.ask(args[1], { use: 'console', args }, () => local.console(...args)),
    async payment(...args) {
      const found = await deps.readers.orderById(args[0].orderId);
      const here = () => local.payment(...args);
      return found ? owners.ask(found.order.streamId, { use: 'payment', args }, here) : here();
    },
  };
}
