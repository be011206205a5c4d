import { DAY } from '../../shared/values/time.ts';
import { SHOP_LOG } from '../engine/shop-rules.ts';
import type { FeatureDeps } from './deps.ts';
import { refunds } from './payment/refunds.ts';
import { returns } from './stock/transfers.ts';

/** What happens outside because of a fact, after its commit and surviving a crash. */
export interface Outbox {
  /** Goes on where the last process stopped. Resolves when all is under way, not when it is done. */
  resume(): Promise<void>;
  /** Resolves when nothing is left to do but what failed and waits to be tried again. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** A stream that was over for longer has nothing left to be dealt with. */
const LOOK_BACK_MS = 2 * DAY;
const MAX_LOOKED_BACK = 500;

/** Money back and goods back: both follow the logs of the streams. */
export function openOutbox(deps: FeatureDeps): Outbox {
  const followers = [
    deps.engines.follow(refunds(deps), (error) => deps.onAlarm('refund not done', { error: String(error) })),
    deps.engines.follow(returns(deps), (error) =>
      deps.onAlarm('transfer not booked', { error: String(error) }),
    ),
  ];
  return {
    async resume() {
      for (const logId of await unfinished(deps)) {
        for (const follower of followers) await follower.resume(logId);
      }
    },
    async idle() {
      await Promise.all(followers.map((follower) => follower.idle()));
    },
    async close() {
      await Promise.all(followers.map((follower) => follower.close()));
    },
  };
}

/** Streams that are open, and those that were closed lately. */
async function unfinished({ store, readers, clock }: FeatureDeps): Promise<Set<string>> {
  const sinceMs = clock.nowMs() - LOOK_BACK_MS;
  const lately = (await readers.streams({ rehearsals: true, limit: MAX_LOOKED_BACK })).filter(
    ({ closedAtMs, scheduledAtMs }) => (closedAtMs ?? scheduledAtMs) >= sinceMs,
  );
  const logIds = new Set([...(await store.openLogs()), ...lately.map(({ streamId }) => streamId)]);
  logIds.delete(SHOP_LOG);
  return logIds;
}
