import type { types } from 'mediasoup';
import { plainCapabilities } from '../rtp-feed.ts';
import type { MediasoupPublished } from '../transport.ts';
import { developStill } from './develop.ts';
import { collectKeyFrame, type StillCodec } from './key-frame.ts';

/** So long a key frame is waited for; it is asked for again in between. */
const WAIT_MS = 3_000;
const ASK_AGAIN_MS = 500;
/** Of a picture in several sizes the second smallest: 640 × 360 of a camera of 1280 × 720. */
const LAYER = 1;

/**
 * A still of what a source shows now, WebP. Its next key frame is heard as a viewer would, without a network in between.
 * @returns null if none comes in time, or it is in a form that nothing here reads
 */
export async function takeStill(router: types.Router, source: MediasoupPublished): Promise<Buffer | null> {
  const codec = codecOf(source);
  if (codec === null || source.isMuted) return null;
  const transport = await router.createDirectTransport();
  try {
    const consumer = await transport.consume({
      producerId: source.sourceId,
      rtpCapabilities: plainCapabilities(router.rtpCapabilities),
      paused: true,
    });
    if (consumer.type === 'simulcast') await consumer.setPreferredLayers({ spatialLayer: LAYER });
    const frame = await nextKeyFrame(consumer, codec);
    return frame && (await developStill(codec, frame, source.turnDegrees));
  } finally {
    transport.close();
  }
}

function codecOf({ codec }: MediasoupPublished): StillCodec | null {
  const name = codec.mimeType.slice(codec.mimeType.indexOf('/') + 1).toUpperCase();
  return name === 'VP8' || name === 'H264' ? name : null;
}

function nextKeyFrame(consumer: types.Consumer, codec: StillCodec): Promise<Buffer | null> {
  const collector = collectKeyFrame(codec);
  return new Promise((resolve) => {
    const end = (frame: Buffer | null) => {
      clearTimeout(late);
      clearInterval(again);
      resolve(frame);
    };
    const late = setTimeout(() => end(null), WAIT_MS);
    const again = setInterval(() => void consumer.requestKeyFrame().catch(() => {}), ASK_AGAIN_MS);
    consumer.on('rtp', (packet) => {
      const frame = collector.take(packet);
      if (frame) end(frame);
    });
    consumer.observer.once('close', () => end(null));
    consumer.resume().catch(() => end(null));
  });
}
