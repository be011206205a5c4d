import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Limits } from '../../../ports/limits.ts';
import { pictureRoom } from '../../limits/picture-room.ts';
import type { Decoding } from './decoding.ts';
import { keepPicture, pictureName, picturesDir } from './pictures.ts';

const NO_PICTURE = { code: 'BAD_REQUEST', field: 'picture' } as const;

/**
 * Stores uploaded pictures within their quota. A stored picture costs nothing again.
 * @returns takes a picture of a giver (a producer or a member of staff). BAD_REQUEST: no valid picture. BUSY: too many
 * are being decoded. PICTURE_QUOTA: the quota is full
 */
export function pictureKeeper(
  dataDir: string,
  limits: Pick<Limits, 'pictureBytesPerGiver' | 'pictureBytes'>,
  clock: Pick<Clock, 'nowMs'>,
  decoding: Decoding,
): (bytes: Buffer, giver: string) => Promise<Result<{ picture: string }, Refusal>> {
  const folder = picturesDir(dataDir);
  const room = pictureRoom(folder, limits, clock);

  return async (bytes, giver) => {
    const name = pictureName(bytes);
    if (name === null) return refuse(NO_PICTURE);
    if (existsSync(join(folder, name))) return ok({ picture: `/pictures/${name}` });
    return decoding(async () => {
      const full = await room.whyFull(giver);
      if (full) return refuse(full);
      const picture = await keepPicture(dataDir, bytes);
      if (picture === null) return refuse(NO_PICTURE);
      await room.kept(giver, name, (await stat(join(folder, name))).size);
      return ok({ picture });
    });
  };
}
