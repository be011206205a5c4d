import { accessSync, constants } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { HlsReason } from '../../../shared/values/media-reason.ts';
import type { MediaStatus } from '../../ports/media-status.ts';
import { type Packager, PackagerUnavailable, type PackagingJob } from '../../ports/packager.ts';
import { writeFeedSdp } from './command.ts';
import { freePair, listened } from './ports.ts';
import { FfmpegRun } from './run.ts';

export interface FfmpegOptions {
  /** So many at once at most: one for each stream that is played or recorded. */
  maxRunning: number;
  /** One failed: for the log. */
  onNote(note: string, details: Record<string, unknown>): void;
}

/** Pieces by ffmpeg, a program that is looked for in PATH. Whether it is there is looked at now. */
export function openFfmpeg(options: FfmpegOptions): Packager {
  const { maxRunning, onNote } = options;
  const program = findFfmpeg();
  const status: MediaStatus<HlsReason> =
    maxRunning === 0
      ? { isAvailable: false, why: 'switched_off', said: 'HLS_STREAMS is 0' }
      : program === null
        ? { isAvailable: false, why: 'not_installed', said: 'ffmpeg is not installed' }
        : { isAvailable: true };
  const whyNot = status.isAvailable ? '' : status.said;
  const running = new Set<FfmpegRun>();
  let failed = 0;
  let isClosed = false;

  function start(job: PackagingJob) {
    if (program === null || !status.isAvailable) throw new PackagerUnavailable(whyNot);
    if (isClosed) throw new PackagerUnavailable('this server is closing');
    if (running.size >= maxRunning) throw new PackagerUnavailable(`${maxRunning} broadcasts are cut already`);
    const run = new FfmpegRun(program, {
      ...job,
      onEnd(why) {
        running.delete(run);
        if (why !== '') {
          failed += 1;
          onNote('ffmpeg ended by itself', { reason: why });
        }
        job.onEnd(why);
      },
    });
    running.add(run);
    return {
      async ready() {
        const ports = [];
        for (const { kind } of job.tracks) ports.push({ kind, port: await freePair() });
        await writeFile(join(job.folder, 'feed.sdp'), writeFeedSdp(job.tracks, ports));
        run.begin();
        const all = ports.flatMap(({ port }) => [port, port + 1]);
        if (await listened(all, () => run.hasEnded)) return ports;
        throw new PackagerUnavailable('ffmpeg ended before it listened');
      },
      stop: () => run.stop(),
    };
  }

  return {
    status: () => status,
    load: () => ({ running: running.size, failed }),
    start,
    async close() {
      isClosed = true;
      await Promise.all([...running].map((run) => run.stop()));
    },
  };
}

/** Where ffmpeg is, or null. */
export function findFfmpeg(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of folders) {
    const program = join(folder, 'ffmpeg');
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      // Not in this one.
    }
  }
  return null;
}
