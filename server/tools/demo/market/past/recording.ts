import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { linkRecording } from '../../../../adapters/files/recordings.ts';

/** How long a piece of a kept recording is. */
export const PIECE_MS = 8_000;

/** Of a product in its place in a lineup, since both are drawn. They stand beside the sources; a build does not copy them. */
export function recordedPiece(itemNumber: number, sku: string): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, 'server', 'tools', 'demo', 'recording', `${itemNumber}-${sku}.mpegts`);
}

/**
 * Records an evening of these goods, each shown for the same time: the drawn market goes round and round in pieces that
 * were made beforehand (`server/tools/demo/render-recording.ts`), so that it needs no camera and no ffmpeg.
 */
export async function keepRecording(
  dataDir: string,
  {
    streamId,
    startMs,
    endMs,
    skus,
  }: { streamId: string; startMs: number; endMs: number; skus: readonly string[] },
): Promise<void> {
  const shownMs = (endMs - startMs) / skus.length;
  const times = Math.floor((endMs - startMs) / PIECE_MS);
  const pieces = Array.from({ length: times }, (_, index) => {
    const atMs = startMs + index * PIECE_MS;
    const place = Math.floor((atMs - startMs) / shownMs);
    return {
      file: recordedPiece(place + 1, skus[place] ?? ''),
      // Each begins at 0 by its own clock: a run for each, and players go on to the next.
      piece: { name: `${atMs}-000000.ts`, atMs, durationMs: PIECE_MS, run: atMs },
    };
  });
  await linkRecording(dataDir, streamId, pieces);
}
