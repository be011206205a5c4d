import { Device } from 'mediasoup-client';
import type { MediaDevice } from './media-ask.ts';

/**
 * This browser's end of a WebRTC line. The library behind it is big, so this file is a chunk that only who watches or
 * broadcasts fetches.
 * @throws where the browser knows no WebRTC
 */
export async function openMediaDevice(): Promise<MediaDevice> {
  return Device.factory();
}
