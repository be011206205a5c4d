import { signature } from './signing.ts';

/** HMAC of a phone under a key of the stream: equal phones are found within a stream, never across streams (H7). */
export function phoneTag(streamKey: Buffer, e164: string): string {
  return signature(streamKey, e164);
}
