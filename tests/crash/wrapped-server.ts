import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Store } from '../../server/event-log/ports/store.ts';
import { createLog } from '../../server/gateway/logging/log.ts';
import { openWorld } from '../../server/main.ts';
import type { Directory } from '../../server/ports/directory.ts';
import type { MarketBatch, MarketStore } from '../../server/ports/rows.ts';

/**
 * A server as users start it, but that its ports end the process with SIGKILL at one exact place of an order's way:
 * `let in` when a buyer's contact is looked up, before the order is queued (C02), `decided` before the store hears of the cut (C03),
 * `committed` after the store has answered and before anybody hears of it (C07).
 */
export interface KillPlan {
  at: 'let in' | 'decided' | 'committed';
  /** The cuts that count: those that hold an order, a hold that runs out, or a price that a receipt gave. */
  of: 'order' | 'hold_expired' | 'receipt';
  /** How many of them pass the place unharmed. */
  after: number;
}

const plan = JSON.parse(process.env.FAIRDAY_KILL_PLAN ?? 'null') as KillPlan | null;
let left = plan?.after ?? Number.POSITIVE_INFINITY;

function passes(place: KillPlan['at']): void {
  if (plan?.at !== place) return;
  left -= 1;
  if (left < 0) process.kill(process.pid, 'SIGKILL');
}

function isMeant({ effects: { rows }, facts }: MarketBatch): boolean {
  if (plan?.of === 'order') return rows.orders.length > 0;
  if (plan?.of === 'receipt') return facts.some(({ body }) => body.includes('"receiptAtMs"'));
  return facts.some(({ type }) => type === 'hold_expired');
}

function wrappedStore(store: Store): MarketStore {
  return {
    ...store,
    async append(batch) {
      const counts = isMeant(batch);
      if (counts) passes('decided');
      const outcome = await store.append(batch);
      if (counts) passes('committed');
      return outcome;
    },
  };
}

/** An order's contact is looked up between the door and the queue. */
function wrappedDirectory(directory: Directory): Directory {
  return {
    ...directory,
    addresses(addressIds) {
      passes('let in');
      return directory.addresses(addressIds);
    },
  };
}

const config = readConfig(process.env);
const { world } = await openWorld(config, createLog(config.logLevel), () => process.exit(1));
const app = await buildApp({
  ...world,
  store: wrappedStore(world.store),
  directory: wrappedDirectory(world.directory),
});
const port = await app.gateway.listen();
process.stdout.write(`Fairday is open at http://${config.host}:${port}\n`);
