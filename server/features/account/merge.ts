import { mergeBuyers } from '../../domain/account/merge.ts';
import type { FeatureDeps } from '../deps.ts';

/** The newest streams that a merge visits: older ones are long closed. */
const MAX_STREAMS = 200;

/** Moves everything of a guest to another, in every stream that is not over for good (B2). */
export async function mergeEverywhere(deps: FeatureDeps, fromId: string, intoId: string): Promise<void> {
  const streams = await deps.readers.streams({ rehearsals: false, limit: MAX_STREAMS });
  for (const { streamId, status } of streams) {
    if (status === 'CANCELLED') continue;
    const engine = await deps.engines.stream(streamId);
    if (!engine) continue;
    const outcome = await engine.submit({
      receivedAtMs: deps.clock.nowMs(),
      ids: [],
      key: null,
      decide: (state) => mergeBuyers(state, { fromId, intoId }),
    });
    if (outcome.kind === 'refused') {
      deps.onAlarm('merge not done', { streamId, fromId, intoId, code: outcome.refusal.code });
    }
  }
}
