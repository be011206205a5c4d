import type { Ack } from '../../../shared/contract/answer.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { requestShows as decide, type ShowRequest } from '../../market/show-request/decide.ts';
import { ackOf, notFound } from '../ack.ts';
import type { ApplicationDeps } from '../deps.ts';

/** What viewers ask to be shown (L9): one command of the log for all of them. */
export async function requestShows(
  { engines }: ApplicationDeps,
  asked: readonly ShowRequest[],
  streamId: string,
  readAtMs: number,
): Promise<Ack<{ seq: number; answers: (Refusal | null)[] }>> {
  const engine = await engines.stream(streamId);
  if (!engine) return notFound();
  return ackOf(
    await engine.submit({ readAtMs, ids: [], key: null, decide: (state) => decide(state, asked) }),
  );
}
