import type { types } from 'mediasoup-client';
import type { Broadcaster, LineEnd, SourceName } from '../../shared/contract/media.ts';
import {
  type AskToBroadcast,
  type MediaDevice,
  type MediaProducer,
  type MediaTransport,
  must,
  type OpenMediaDevice,
} from './media-ask.ts';
import { readSent, type Sent } from './media-stats.ts';

/** What is sent of one source, and the last time that it was looked at. */
export interface BroadcastSession {
  /**
   * Opens a line to broadcast by.
   * @returns null when it is open, else the device that broadcasts and was not taken over
   * @throws without live video, or without an answer
   */
  open(label: string, takeOver: boolean): Promise<Broadcaster | null>;
  /** Puts a track on the air under a name, in the place of the one that was there. */
  put(name: SourceName, track: MediaStreamTrack): Promise<void>;
  /** Mutes a source or switches it off: viewers are told and keep it. */
  setMuted(name: SourceName, isMuted: boolean): Promise<void>;
  remove(name: SourceName): Promise<void>;
  has(name: SourceName): boolean;
  /** By which name the server knows this console among the devices; null before the first answer. */
  seatId(): string | null;
  /** What goes out, of the picture and of everything; null while nothing does. */
  measure(): Promise<{ picture: Sent | null; bytes: number } | null>;
  /** Ends what was sent; with `quietly` the server is not told, because it knows. */
  stop(quietly?: boolean): void;
}

export interface BroadcastOptions {
  ask: AskToBroadcast;
  openDevice: OpenMediaDevice;
  /** The line broke on the way; a new one is wanted. */
  onBroken(): void;
}

/** A line that lost its way has so long to find it again, first by itself, then with new credentials. */
const PATIENCE_MS = 4_000;

/**
 * Three sizes of the camera's picture, bits per second: the lowest fits a poor line, the middle is good enough to see
 * what is for sale, the highest shows the weave.
 */
export const cameraLayers = [
  { scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  { scaleResolutionDownBy: 2, maxBitrate: 500_000 },
  { scaleResolutionDownBy: 1, maxBitrate: 1_600_000 },
] as const;
const SCREEN_BITRATE = 2_000_000;
/** Half of what the camera may take: a line is tried out from here, up or down. */
const START_KBPS = 1_000;

export function createBroadcastSession(options: BroadcastOptions): BroadcastSession {
  const { ask, openDevice } = options;
  const producers = new Map<SourceName, MediaProducer>();
  let device: MediaDevice | null = null;
  let transport: MediaTransport | null = null;
  let seat: string | null = null;

  function watch(mine: MediaTransport, lineId: string) {
    const broken = () => transport === mine && options.onBroken();
    mine.on('connectionstatechange', (state) => {
      if (state === 'failed') broken();
      if (state !== 'disconnected') return;
      setTimeout(async () => {
        if (transport !== mine || mine.connectionState !== 'disconnected') return;
        const answer = await ask('media:restart', { lineId });
        if (answer.ok)
          await mine.restartIce({ iceParameters: answer.ice as types.IceParameters }).catch(() => {});
        setTimeout(() => mine.connectionState !== 'connected' && broken(), PATIENCE_MS);
      }, PATIENCE_MS);
    });
  }

  function drop() {
    transport?.close();
    transport = null;
    producers.clear();
  }

  return {
    async open(label, takeOver) {
      drop();
      const [about, kit] = await Promise.all([must(ask('media:capabilities', {})), device ?? openDevice()]);
      device = kit;
      seat = about.seatId;
      if (!kit.loaded) await kit.load({ routerRtpCapabilities: about.rtp as types.RtpCapabilities });
      const { line, broadcaster } = await must(ask('media:open', { label, takeOver }));
      if (!line) return broadcaster;
      const lineId = line.id;
      const mine: MediaTransport = kit.createSendTransport(line as LineEnd & types.TransportOptions);
      mine.on('connect', ({ dtlsParameters }, done, fail) => {
        must(ask('media:connect', { lineId, dtls: dtlsParameters })).then(done, fail);
      });
      mine.on('produce', ({ kind, rtpParameters, appData }, done, fail) => {
        const name = appData.name as SourceName;
        must(ask('media:produce', { lineId, name, kind, rtp: rtpParameters as never })).then(
          ({ sourceId }) => done({ id: sourceId }),
          fail,
        );
      });
      watch(mine, lineId);
      transport = mine;
      return null;
    },
    async put(name, track) {
      const had = producers.get(name);
      if (had) {
        await had.replaceTrack({ track });
        return;
      }
      const mine = transport;
      if (!mine || !device) throw new Error('No line is open.');
      const producer: MediaProducer = await mine.produce({
        track,
        ...encodingOf(name, device),
        // Whoever opened the camera closes it: the preview goes on when the broadcast ends.
        stopTracks: false,
        appData: { name },
      });
      if (transport === mine) producers.set(name, producer);
    },
    async setMuted(name, isMuted) {
      const producer = producers.get(name);
      if (!producer) return;
      if (isMuted) producer.pause();
      else producer.resume();
      await must(ask('media:mute', { sourceId: producer.id, isMuted }));
    },
    async remove(name) {
      const producer = producers.get(name);
      if (!producer) return;
      producers.delete(name);
      producer.close();
      await ask('media:close', { sourceId: producer.id });
    },
    has: (name) => producers.has(name),
    seatId: () => seat,
    async measure() {
      if (producers.size === 0) return null;
      const all = await Promise.all(
        [...producers].map(async ([name, producer]) => ({ name, ...readSent(await producer.getStats()) })),
      );
      const picture =
        all.find(({ name }) => name === 'screen') ?? all.find(({ name }) => name === 'camera') ?? null;
      return { picture, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) };
    },
    stop(quietly = false) {
      const isOpen = transport !== null;
      drop();
      if (isOpen && !quietly) void ask('media:stop', {});
    },
  };
}

/** How a source is encoded on this device. */
export function encodingOf(
  name: SourceName,
  { handlerName, sendRtpCapabilities }: Pick<MediaDevice, 'handlerName' | 'sendRtpCapabilities'>,
): Pick<types.ProducerOptions, 'codec' | 'codecOptions' | 'encodings' | 'zeroRtpOnPause'> {
  if (name === 'microphone') {
    // Half a second of silence costs a packet, and a lost one is mended from the next.
    return { codecOptions: { opusStereo: false, opusDtx: true, opusFec: true } };
  }
  // Apple's devices encode H264 in hardware and VP8 with their battery; everybody else shows VP8's layers best.
  const wish = /^Safari/.test(handlerName) ? 'video/h264' : 'video/vp8';
  const codec = sendRtpCapabilities.codecs?.find(({ mimeType }) => mimeType.toLowerCase() === wish);
  const isVp8 = codec?.mimeType.toLowerCase() === 'video/vp8';
  const encodings =
    name === 'screen'
      ? [{ maxBitrate: SCREEN_BITRATE }]
      : cameraLayers.map((layer) => ({ ...layer, ...(isVp8 ? { scalabilityMode: 'L1T3' } : {}) }));
  return {
    encodings,
    ...(codec ? { codec } : {}),
    codecOptions: { videoGoogleStartBitrate: START_KBPS },
    // A camera that is off sends nothing at all, not even black.
    zeroRtpOnPause: true,
  };
}
