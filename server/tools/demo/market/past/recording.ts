import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MINUTE } from '../../../../../shared/values/time.ts';
import { openRecordings } from '../../../../adapters/files/recordings.ts';

/** How long a piece of the kept recording is. */
export const PIECE_MS = 8_000;
/** How long the recorded stream was on, from half past seven. */
export const RECORDED_MS = 16 * MINUTE;
/** What it sold, each shown for the same time: there is a piece of each. */
export const RECORDED_SKUS: readonly string[] = ['JC-11', 'JC-01', 'JC-04', 'JC-10', 'JC-07', 'JC-03'];

/** The pieces stand beside the sources; a build does not copy them. */
export function recordedPiece(sku: string): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, 'server', 'tools', 'demo', 'recording', `${sku}.mpegts`);
}

/**
 * Records an evening of RECORDED_SKUS, each shown for the same time: the drawn market goes round and round in pieces that
 * were made beforehand (`server/tools/demo/render-recording.ts`), so that it needs no camera and no ffmpeg.
 */
export async function keepRecording(
  dataDir: string,
  { streamId, startMs, endMs }: { streamId: string; startMs: number; endMs: number },
): Promise<void> {
  const recordings = openRecordings(dataDir, 'the-past');
  const shownMs = (endMs - startMs) / RECORDED_SKUS.length;
  for (let atMs = startMs; atMs + PIECE_MS <= endMs; atMs += PIECE_MS) {
    const sku = RECORDED_SKUS[Math.floor((atMs - startMs) / shownMs)] ?? '';
    // Each begins at 0 by its own clock: a run for each, and players go on to the next.
    const piece = { name: `${atMs}-000000.ts`, atMs, durationMs: PIECE_MS, run: atMs };
    await recordings.keep(streamId, recordedPiece(sku), piece);
  }
}
