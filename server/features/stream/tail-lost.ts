import { pauseSelling } from '../../domain/stream/pause.ts';
import type { LostTail } from '../../engine/engines.ts';
import type { FeatureDeps } from '../deps.ts';

/** So many orders are named in the alarm; the count is always whole. */
const MAX_NAMED = 200;
const MAX_TRIES = 10;
const AGAIN_MS = 1_000;

/**
 * A stream came back without facts that were acknowledged: a standby that was behind took the database's place, or a
 * backup (C24). Names the orders that this process knows and the log does not, and stops the sale until the host has
 * seen it (S6). What was lost stays lost: the alarm is the list to settle it by hand.
 */
export async function takeTailLost(deps: FeatureDeps, lost: LostTail): Promise<void> {
  const { streamId, from, to, known } = lost;
  const missing = [...known.orders.values()].filter(({ seq }) => seq > from);
  deps.onAlarm('a stream lost its newest facts', {
    streamId,
    factsLost: to - from,
    ordersLost: missing.length,
    orders: missing
      .slice(0, MAX_NAMED)
      .map(({ number, status, totalMinor }) => ({ number, status, totalMinor })),
  });
  const found = `${to - from} facts and ${missing.length} orders are gone`;
  const engine = await deps.engines.stream(streamId);
  for (let tries = 0; engine && tries < MAX_TRIES; tries += 1) {
    const outcome = await engine.submit({
      receivedAtMs: deps.clock.nowMs(),
      ids: [],
      key: null,
      decide: (state) => pauseSelling(state, { reason: 'tail_lost', found }),
    });
    if (outcome.kind === 'accepted') return;
    await new Promise<void>((resolve) => deps.clock.at(deps.clock.nowMs() + AGAIN_MS, resolve));
  }
  deps.onAlarm('the sale could not be paused', { streamId });
}
