import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { type Result, refuse } from '../../../../shared/values/result.ts';
import type { Limits } from '../../../ports/limits.ts';
import { Cap, EVERYBODY } from '../../limits/cap.ts';
import { mostOf } from '../../limits/table.ts';

/** Retry-after in ms while the full number of pictures is being decoded. */
const DECODING_MS = 2_000;

/** Does work on one picture. @returns what the work does; BUSY: as many as may be are decoded already */
export type Decoding = <T>(work: () => Promise<Result<T, Refusal>>) => Promise<Result<T, Refusal>>;

/** The places for pictures that are decoded: one number for the whole server, whatever a picture is of. */
export function pictureDecoding(limits: Pick<Limits, 'picturesDecoded'>): Decoding {
  const places = new Cap(mostOf('picturesDecoded', limits));
  return async (work) => {
    const leave = places.enter(EVERYBODY);
    if (!leave) return refuse({ code: 'BUSY', retryAfterMs: DECODING_MS });
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
