import type { types } from 'mediasoup';
import { MediaUnavailable, type Published, type RtpFeed } from '../../ports/media.ts';
import type { FeedPort, FeedTrack } from '../../ports/packager.ts';

const LOCAL = '127.0.0.1';
/** So long the sound waits for the first key frame, which is asked for again in between. */
const FIRST_KEY_MS = 3_000;
const ASK_AGAIN_MS = 500;
/** So long the first packets are watched for the quickest; shorter than a piece, which needs its date. */
const SETTLE_MS = 1_500;
/**
 * An encoder that was slow at first, on a busy machine, catches up later: so the quickest is looked for again so often
 * and so long. By less than the least nothing is corrected, since a piece of another date does not join the one before.
 */
const LOOK_AGAIN_MS = 5_000;
const LOOK_MS = 500;
const LEAST_CORRECTION_MS = 150;
/** The clock of every picture in RTP has 90,000 ticks a second. */
const PICTURE_TICKS_PER_MS = 90;
/** H264 goes through as it comes, and a piece ends at a key frame: so one is wanted for each piece. */
const KEY_EVERY_MS = 2_000;
/** What is decoded here needs one only to mend what was lost on the way in. */
const MENDING_KEY_EVERY_MS = 10_000;

/** Plain RTP from a router to a program on this machine. */
export class MediasoupRtpFeed implements RtpFeed {
  private readonly router: types.Router;
  private readonly onLost: () => void;
  private readonly flows: { transport: types.PlainTransport; consumer: types.Consumer }[] = [];
  private asking: NodeJS.Timeout | null = null;
  private looking: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(router: types.Router, onLost: () => void) {
    this.router = router;
    this.onLost = onLost;
    router.observer.once('close', () => this.lost());
  }

  async add(source: Published): Promise<void> {
    const transport = await this.router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: LOCAL },
      rtcpListenInfo: { protocol: 'udp', ip: LOCAL },
      ...{ rtcpMux: false, comedia: false },
    });
    const consumer = await transport.consume({
      producerId: source.sourceId,
      rtpCapabilities: plainCapabilities(this.router.rtpCapabilities),
      paused: true,
    });
    this.flows.push({ transport, consumer });
    consumer.on('producerclose', () => this.lost());
  }

  get tracks(): FeedTrack[] {
    return this.flows.map(({ consumer }) => trackOf(consumer));
  }

  async start(ports: readonly FeedPort[], onEarlier: (byMs: number) => void): Promise<number> {
    try {
      return await this.flow(ports, onEarlier);
    } catch (error) {
      // What is closed is gone in the worker too: a request that was under way for it finds nothing there.
      if (this.isClosed) throw new MediaUnavailable('the broadcast was over before its feed had begun');
      throw error;
    }
  }

  private async flow(ports: readonly FeedPort[], onEarlier: (byMs: number) => void): Promise<number> {
    for (const { transport, consumer } of this.flows) {
      const { port } = ports.find(({ kind }) => kind === consumer.kind)!;
      await transport.connect({ ip: LOCAL, port, rtcpPort: port + 1 });
    }
    const picture = this.flows.find(({ consumer }) => consumer.kind === 'video')?.consumer;
    const beganAtMs = performance.now();
    const quickest = new QuickestPacket();
    const settled = picture && (await this.firstFrame(picture, quickest));
    for (const { consumer } of this.flows) if (consumer !== picture) await consumer.resume();
    if (picture && !this.isClosed) this.keepAsking(picture);
    const atMs = settled ? await settled.date : beganAtMs;
    if (picture && !this.isClosed) this.lookAgain(picture, quickest, atMs, onEarlier);
    return performance.now() - atMs;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.asking) clearInterval(this.asking);
    if (this.looking) clearInterval(this.looking);
    for (const { transport } of this.flows) transport.close();
  }

  /**
   * Resolves when the first frame, a key frame, has left, or a moment later if none came; `date` then says when it
   * should have left. A broadcast that has just begun often sends its first frame late and then catches up: so the
   * packet that was under way the shortest dates them all.
   */
  private async firstFrame(
    picture: types.Consumer,
    quickest: QuickestPacket,
  ): Promise<{ date: Promise<number> }> {
    let begun = () => {};
    const begins = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const stopHearing = await hearPackets(picture, (timestamp) => {
      quickest.take(timestamp);
      begun();
    });
    picture.observer.once('close', begun);
    const late = setTimeout(() => begun(), FIRST_KEY_MS);
    const again = setInterval(() => void picture.requestKeyFrame().catch(() => {}), ASK_AGAIN_MS);
    try {
      await picture.resume();
      await begins;
    } finally {
      clearTimeout(late);
      clearInterval(again);
    }
    const beganAtMs = performance.now();
    const settle = async () => {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      await stopHearing();
      return Math.min(quickest.firstAtMs, beganAtMs);
    };
    return { date: settle() };
  }

  private lookAgain(
    picture: types.Consumer,
    quickest: QuickestPacket,
    saidMs: number,
    onEarlier: (byMs: number) => void,
  ): void {
    let datedMs = saidMs;
    const look = async () => {
      const stopHearing = await hearPackets(picture, (timestamp) => quickest.take(timestamp));
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      await stopHearing();
      const byMs = datedMs - quickest.firstAtMs;
      if (this.isClosed || byMs < LEAST_CORRECTION_MS) return;
      datedMs = quickest.firstAtMs;
      onEarlier(byMs);
    };
    // What can't be heard is on its way out.
    this.looking = setInterval(() => void look().catch(() => {}), LOOK_AGAIN_MS);
    this.looking.unref();
  }

  private keepAsking(picture: types.Consumer): void {
    const everyMs = trackOf(picture).codec === 'H264' ? KEY_EVERY_MS : MENDING_KEY_EVERY_MS;
    this.asking = setInterval(() => void picture.requestKeyFrame().catch(() => {}), everyMs);
    this.asking.unref();
  }

  private lost(): void {
    if (this.isClosed) return;
    this.close();
    this.onLost();
  }
}

/** Reckons when the first packet should have left, by the one of them all that was under way the shortest. */
class QuickestPacket {
  firstAtMs = Number.POSITIVE_INFINITY;
  private last: number | null = null;
  private mediaMs = 0;

  take(timestamp: number): void {
    // Timestamps of RTP are 32 bits long and begin anywhere; a day is longer.
    if (this.last !== null) this.mediaMs += ((timestamp - this.last) | 0) / PICTURE_TICKS_PER_MS;
    this.last = timestamp;
    this.firstAtMs = Math.min(this.firstAtMs, performance.now() - this.mediaMs);
  }
}

/** Hears the timestamp of every packet that leaves. @returns how to stop */
async function hearPackets(
  picture: types.Consumer,
  onPacket: (timestamp: number) => void,
): Promise<() => Promise<void>> {
  const onTrace = ({ info }: types.ConsumerTraceEventData) =>
    onPacket((info as { rtpPacket: { timestamp: number } }).rtpPacket.timestamp);
  await picture.enableTraceEvent(['rtp']);
  picture.on('trace', onTrace);
  return async () => {
    picture.off('trace', onTrace);
    if (!picture.closed) await picture.enableTraceEvent([]).catch(() => {});
  };
}

/** Media as they come: nothing is sent twice, and no header extension is asked for. */
export function plainCapabilities({ codecs }: types.RtpCapabilities): types.RtpCapabilities {
  const kept = (codecs ?? []).filter(({ mimeType }) => !mimeType.toLowerCase().endsWith('/rtx'));
  return {
    codecs: kept.map((codec) => ({
      ...codec,
      rtcpFeedback: (codec.rtcpFeedback ?? []).filter(({ type }) => type === 'nack' || type === 'ccm'),
    })),
    headerExtensions: [],
  };
}

function trackOf({ kind, rtpParameters }: types.Consumer): FeedTrack {
  const { mimeType, payloadType, clockRate, channels, parameters } = rtpParameters.codecs[0]!;
  const settings = Object.entries(parameters ?? {}).filter(([name]) => !name.startsWith('x-'));
  return {
    kind,
    payloadType,
    codec: mimeType.slice(mimeType.indexOf('/') + 1),
    clockRate,
    channels: channels ?? 1,
    settings: settings.map(([name, value]) => `${name}=${value}`).join(';'),
  };
}
