import { appendFile, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RefusalOf } from '../../../shared/contract/refusals.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Limits } from '../../ports/limits.ts';
import { mostOf } from './table.ts';

const MB = 1_000_000;
/** Time between two weighings of the folder, in ms: other servers write into it too. */
const WEIGH_MS = 10 * MINUTE;
/** Files whose size is read together. */
const TOGETHER = 64;

/**
 * The quota of stored pictures in bytes, for each giver (producer or staff) and for the market. The picture that
 * crosses a quota is the last one taken. Each giver's file lists the pictures, so counts outlive a restart and hold for
 * all servers of the folder.
 */
export function pictureRoom(
  folder: string,
  limits: Pick<Limits, 'pictureBytesPerGiver' | 'pictureBytes'>,
  clock: Pick<Clock, 'nowMs'>,
) {
  const givers = join(folder, '.given');
  let market = { bytes: 0, atMs: Number.NEGATIVE_INFINITY };

  async function marketBytes(): Promise<number> {
    if (clock.nowMs() - market.atMs > WEIGH_MS) market = { bytes: await weigh(folder), atMs: clock.nowMs() };
    return market.bytes;
  }

  return {
    /** @returns why the next picture is refused, or null */
    async whyFull(giver: string): Promise<RefusalOf<'PICTURE_QUOTA'> | null> {
      const [own, all] = [mostOf('picturesOfGiver', limits), mostOf('pictures', limits)];
      if (own > 0 && (await givenBy(join(givers, giver))) >= own) {
        return { code: 'PICTURE_QUOTA', of: 'giver', maxMb: own / MB };
      }
      if (all > 0 && (await marketBytes()) >= all) {
        return { code: 'PICTURE_QUOTA', of: 'market', maxMb: all / MB };
      }
      return null;
    },
    /** Counts a stored picture. */
    async kept(giver: string, name: string, bytes: number): Promise<void> {
      await mkdir(givers, { recursive: true });
      await appendFile(join(givers, giver), `${name} ${bytes}\n`);
      market.bytes += bytes;
    },
  };
}

/** The bytes of one giver, by the lines of the file. */
async function givenBy(file: string): Promise<number> {
  const lines = await readFile(file, 'utf8').catch(() => '');
  return lines.split('\n').reduce((sum, line) => sum + (Number(line.split(' ')[1]) || 0), 0);
}

async function weigh(folder: string): Promise<number> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('.'));
  let bytes = 0;
  for (let first = 0; first < names.length; first += TOGETHER) {
    const sizes = names.slice(first, first + TOGETHER).map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => null);
      return found?.isFile() ? found.size : 0;
    });
    for (const size of await Promise.all(sizes)) bytes += size;
  }
  return bytes;
}
