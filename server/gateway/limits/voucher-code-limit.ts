import type { Ack } from '../../../shared/contract/answer.ts';
import type { LiveReply, LiveRequest } from '../../../shared/protocol.ts';
import { refusalAck } from '../../application/ack.ts';
import type { Application } from '../../application/application.ts';
import type { AttemptLimiter } from '../../ports/attempt-limiter.ts';
import type { GuessedCodes } from './guessing-alarm.ts';
import type { DrawingInStream, SharedBuckets } from './shared-buckets.ts';

/**
 * Limits on wrong voucher codes: by buyer, address and stream. Over the limit a quote ignores the code and the order is
 * refused.
 *
 * A buyer's token is taken before the check; a right code returns it. Wide buckets count wrong codes only; parallel
 * tries exceed them by their number. Known buyers pass the address's, buyers with a stake the stream's.
 */
export function limitTypedCodes(deps: {
  tries: Pick<AttemptLimiter, 'count' | 'uncount' | 'waitMs'>;
  application: Pick<Application, 'typedCode'>;
  guessed: Pick<GuessedCodes, 'found'>;
  buckets: Pick<SharedBuckets, 'flows' | 'pass' | 'passBack'>;
}) {
  const { tries, application, guessed, buckets } = deps;

  /** @returns 0 if the code may be checked, or the wait in ms */
  async function judge(typist: DrawingInStream, code: string): Promise<number> {
    const { actor, streamId, address } = typist;
    const { buyerId } = actor;
    const ownMs = await tries.count('wrongCodeOfBuyer', buyerId);
    if (ownMs > 0) return ownMs;
    const sharedMs = await tries.waitMs('wrongCodeOfAddress', address);
    const isPassing = sharedMs > 0;
    if (!isPassing) buckets.flows('wrongCode', address);
    const passMs = isPassing ? await buckets.pass('wrongCode', typist, sharedMs) : 0;
    if (passMs > 0) {
      await tries.uncount('wrongCodeOfBuyer', buyerId);
      return passMs;
    }
    let isWrong = false;
    try {
      const streamMs = await tries.waitMs('wrongCodeOfStream', streamId);
      const { isKnown, hasStake } = await application.typedCode(actor, streamId, code);
      if (streamMs > 0) guessed.found(streamId, streamMs);
      if (streamMs > 0 && !hasStake) return streamMs;
      isWrong = !isKnown;
      return 0;
    } finally {
      if (isWrong) {
        if (!isPassing) await tries.count('wrongCodeOfAddress', address);
        await tries.count('wrongCodeOfStream', streamId);
      } else {
        await tries.uncount('wrongCodeOfBuyer', buyerId);
        if (isPassing) await buckets.passBack(typist);
      }
    }
  }

  async function orderWith<Reply>(
    code: string,
    typist: DrawingInStream,
    place: () => Promise<Ack<Reply>>,
  ): Promise<Ack<Reply>> {
    const retryAfterMs = await judge(typist, code);
    return retryAfterMs > 0 ? refusalAck({ code: 'RATE_LIMITED', retryAfterMs }) : place();
  }

  return {
    async quote(
      typist: DrawingInStream,
      request: LiveRequest<'order:quote'>,
      ask: (request: LiveRequest<'order:quote'>) => Promise<Ack<LiveReply<'order:quote'>>>,
    ): Promise<Ack<LiveReply<'order:quote'>>> {
      if (request.code === undefined || (await judge(typist, request.code)) === 0) return ask(request);
      const { code: _code, ...others } = request;
      const ack = await ask(others);
      return ack.ok ? { ...ack, code: { outcome: 'not_used', reason: 'too_many_tries' } } : ack;
    },
    /** Places an order; its code counts as a try in any case, since the answer reveals as much as a quote. */
    order<Reply>(
      typist: DrawingInStream,
      { code }: Pick<LiveRequest<'order:place'>, 'code'>,
      place: () => Promise<Ack<Reply>>,
    ): Promise<Ack<Reply>> {
      return code === undefined ? place() : orderWith(code, typist, place);
    },
  };
}
