import { pauseSelling } from '../../market/stream/pause.ts';
import type { ApplicationDeps } from '../deps.ts';
import type { LogDiverged } from '../engines.ts';

/** So many orders are named in the alarm; the count is always whole. */
const MAX_NAMED = 200;
const MAX_TRIES = 10;
const AGAIN_MS = 1_000;

/**
 * A stream came back without facts that were acknowledged: a standby that was behind took the database's place, or a
 * backup (C24). Names the orders that this process knew and the log does not have, or not as they were, and stops the
 * sale until the host has seen it (S6). What was lost stays lost: the alarm is the list to settle it by hand. Every
 * server names what it knew, so the list is whole when all alarms are read together.
 */
export async function pauseDivergedLog(deps: ApplicationDeps, diverged: LogDiverged): Promise<void> {
  const { streamId, from, to, known } = diverged;
  const engine = await deps.engines.stream(streamId);
  if (!engine) return;
  const now = await engine.read(
    (state) => new Map([...state.orders].map(([id, { status }]) => [id, status])),
  );
  // What stands beyond the place that was known was only decided, never acknowledged.
  const missing = [...known.orders.values()].filter(
    ({ orderId, seq, status }) => seq <= to && now.get(orderId) !== status,
  );
  deps.onAlarm('a stream lost its newest facts', {
    streamId,
    known: to,
    now: from,
    ordersLost: missing.length,
    orders: missing.slice(0, MAX_NAMED).map(({ number, status, totalMinor }) => ({
      reference: deps.engines.referenceOf(streamId, number),
      ...{ number, status, totalMinor },
    })),
  });
  const found = `the log was known to ${to} and came back without its end; ${missing.length} orders are gone or changed`;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const outcome = await engine.submit({
      readAtMs: deps.clock.steadyMs(),
      ids: [],
      key: null,
      decide: (state) => pauseSelling(state, { reason: 'tail_lost', found }),
    });
    if (outcome.kind === 'accepted') return;
    await new Promise<void>((resolve) => deps.clock.at(deps.clock.nowMs() + AGAIN_MS, resolve));
  }
  deps.onAlarm('the sale could not be paused', { streamId });
}
