import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { GatewayDeps } from '../../../deps.ts';

/** Sends a file as fast as it is taken. Who goes away ends the reading. */
export async function sendChunks(
  { log }: { log: Pick<GatewayDeps['log'], 'warn'> },
  chunks: AsyncIterable<string | Uint8Array>,
  file: string,
  response: Response,
): Promise<void> {
  try {
    await pipeline(Readable.from(chunks, { objectMode: true }), response);
  } catch (fault) {
    // Half a file must not look like a whole one; who went away has no use for it either.
    if (!response.destroyed) response.destroy();
    log.warn({ err: fault, file }, 'an export was not taken to its end');
  }
}
