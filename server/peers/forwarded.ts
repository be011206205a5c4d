import type { Application } from '../application/application.ts';
import type { Engines } from '../application/engines.ts';
import type { Clock } from '../lib/clock.ts';
import type { Peers } from '../ports/peers.ts';
import type { Readers } from '../ports/readers.ts';
import { OwnerCalls } from './owner-calls.ts';

/**
 * The use cases of one node among several. Decisions on a stream go to its owner, so that two nodes seldom conflict.
 * Without an answering owner this node claims the log and decides, or learns the new owner. The store's compare-and-set
 * keeps all of them correct (design, One machine, many machines).
 */
export function forwarded(
  local: Application,
  deps: { engines: Engines; peers: Peers; readers: Pick<Readers, 'orderById'>; clock: Clock },
): Application {
  const owners = new OwnerCalls(deps);
  return {
    ...local,
    live: (...args) => owners.ask(args[1], { use: 'live', args }, () => local.live(...args)),
    requestShows: (...args) =>
      owners.ask(args[1], { use: 'requestShows', args }, () => local.requestShows(...args)),
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
