import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Limits } from '../../../ports/limits.ts';
import { Cap, EVERYBODY } from '../../limits/cap.ts';
import { pictureRoom } from '../../limits/picture-room.ts';
import { mostOf } from '../../limits/table.ts';
import { keepPicture, pictureName, picturesDir } from './pictures.ts';

/** Whoever comes while too many pictures are unpacked tries again so much later. */
const DECODING_MS = 2_000;
const NO_PICTURE = { code: 'BAD_REQUEST', field: 'picture' } as const;

/**
 * Keeps uploaded pictures within their quota. One that is kept already costs nothing again.
 * @returns takes one of a giver (a producer or a member of staff). BAD_REQUEST: no picture that we take. BUSY: too
 * many are being decoded. PICTURE_QUOTA: no room is left
 */
export function pictureKeeper(
  dataDir: string,
  limits: Pick<Limits, 'pictureBytesPerGiver' | 'pictureBytes' | 'picturesDecoded'>,
  clock: Pick<Clock, 'nowMs'>,
): (bytes: Buffer, giver: string) => Promise<Result<{ picture: string }, Refusal>> {
  const folder = picturesDir(dataDir);
  const room = pictureRoom(folder, limits, clock);
  const decoding = new Cap(mostOf('picturesDecoded', limits));

  return async (bytes, giver) => {
    const name = pictureName(bytes);
    if (name === null) return refuse(NO_PICTURE);
    if (existsSync(join(folder, name))) return ok({ picture: `/pictures/${name}` });
    const leave = decoding.enter(EVERYBODY);
    if (!leave) return refuse({ code: 'BUSY', retryAfterMs: DECODING_MS });
    try {
      const full = await room.whyFull(giver);
      if (full) return refuse(full);
      const picture = await keepPicture(dataDir, bytes);
      if (picture === null) return refuse(NO_PICTURE);
      await room.kept(giver, name, (await stat(join(folder, name))).size);
      return ok({ picture });
    } finally {
      leave();
    }
  };
}
