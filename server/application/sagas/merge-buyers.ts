import { isRetryable } from '../../../shared/contract/refusals.ts';
import { mergeBuyers } from '../../market/account/merge.ts';
import type { StreamRow } from '../../ports/rows.ts';
import type { ApplicationDeps } from '../deps.ts';
import type { StreamEngine } from '../engines.ts';

/** The newest streams that a merge may visit: older ones are long closed. */
const MAX_STREAMS = 200;

/** Nobody does anything more in these. */
const OVER: ReadonlySet<StreamRow['status']> = new Set(['CLOSED', 'CANCELLED']);
/** A stream that is busy is asked again, so often. */
const MAX_TRIES = 5;
const AGAIN_MS = 500;

/**
 * Moves everything of a guest to another, in every stream that has something of the guest (B2): those that are open, which
 * are awake, and of the closed ones those in which the guest has ordered. No other is woken for it. Throws if a stream could
 * not take it: the caller must not tell anybody that the two are one, and may begin again.
 */
export async function mergeInEveryStream(
  deps: ApplicationDeps,
  fromId: string,
  intoId: string,
): Promise<void> {
  const streams = await deps.readers.streams({ rehearsals: false, limit: MAX_STREAMS });
  const { allIds } = await deps.directory.identity(fromId);
  const orderedIn = new Set(await deps.readers.streamsOrderedIn(allIds));
  for (const { streamId, status } of streams) {
    if (OVER.has(status) && !orderedIn.has(streamId)) continue;
    const engine = await deps.engines.stream(streamId);
    if (engine) await mergeIn(deps, engine, fromId, intoId);
  }
}

async function mergeIn(
  { clock }: ApplicationDeps,
  engine: StreamEngine,
  fromId: string,
  intoId: string,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await engine.submit({
      readAtMs: clock.steadyMs(),
      ids: [],
      key: null,
      decide: (state, at) => mergeBuyers(state, { fromId, intoId }, at),
    });
    if (outcome.kind === 'accepted') return;
    const { code } = outcome.refusal;
    if (tries >= MAX_TRIES || !isRetryable(code))
      throw new Error(`A stream could not merge two buyers: ${code}`);
    await new Promise<void>((resolve) => clock.at(clock.nowMs() + AGAIN_MS, resolve));
  }
}
