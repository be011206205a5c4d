import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { GatewayDeps } from '../../../deps.ts';

/** Sends a file at the reader's speed. A closed connection ends the reading. */
export async function sendChunks(
  { log }: { log: Pick<GatewayDeps['log'], 'warn'> },
  chunks: AsyncIterable<string | Uint8Array>,
  file: string,
  response: Response,
): Promise<void> {
  try {
    await pipeline(Readable.from(chunks, { objectMode: true }), response);
  } catch (fault) {
    // A partial file must not look complete, so the connection is destroyed.
    if (!response.destroyed) response.destroy();
    log.warn({ err: fault, file }, 'an export was not taken to its end');
  }
}
