import { isRetryable } from '../../../shared/contract/refusals.ts';
import { mergeBuyers } from '../../domain/account/merge.ts';
import type { StreamEngine } from '../../engine/engines.ts';
import type { FeatureDeps } from '../deps.ts';

/** The newest streams that a merge visits: older ones are long closed. */
const MAX_STREAMS = 200;

/** A stream that is busy is asked again, so often. */
const MAX_TRIES = 5;
const AGAIN_MS = 500;

/**
 * Moves everything of a guest to another, in every stream that is not over for good (B2). Throws if a stream could not
 * take it: the caller must not tell anybody that the two are one, and may begin again.
 */
export async function mergeEverywhere(deps: FeatureDeps, fromId: string, intoId: string): Promise<void> {
  const streams = await deps.readers.streams({ rehearsals: false, limit: MAX_STREAMS });
  for (const { streamId, status } of streams) {
    if (status === 'CANCELLED') continue;
    const engine = await deps.engines.stream(streamId);
    if (engine) await mergeIn(deps, engine, fromId, intoId);
  }
}

async function mergeIn(
  { clock }: FeatureDeps,
  engine: StreamEngine,
  fromId: string,
  intoId: string,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await engine.submit({
      receivedAtMs: clock.nowMs(),
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
