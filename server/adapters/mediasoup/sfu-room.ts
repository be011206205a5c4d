import type { types } from 'mediasoup';
import type { RtpCapabilities } from '../../../shared/contract/media.ts';
import type {
  Answered,
  PipeEnd,
  Published,
  Received,
  RtpFeed,
  SfuRoom,
  Transport,
} from '../../ports/media.ts';
import { MediaUnavailable } from '../../ports/media.ts';
import { mediaCodecs } from './codecs.ts';
import type { PipeOptions } from './options.ts';
import { MediasoupPipe } from './pipe.ts';
import { MediasoupRtpFeed } from './rtp-feed.ts';
import { type AnsweredMedia, writeAnswer, writeFragment } from './sdp/answer.ts';
import { isSame } from './sdp/codecs.ts';
import { type Offer, readOffer } from './sdp/offer.ts';
import { capabilitiesOf, type PlayedMedia, playFromOffer } from './sdp/play.ts';
import { takeFromOffer } from './sdp/publish.ts';
import { takeStill } from './still/take.ts';
import { type Branch, MediasoupPublished, MediasoupTransport } from './transport.ts';
import type { WorkerSlot, Workers } from './workers.ts';

/** A host's camera, microphone and screen together, in bits per second: more than any of our layers asks for. */
const MAX_INCOMING = 8_000_000;
/** What a viewer's line is believed to carry before it was measured; the lowest layer alone is a tenth of it. */
const FIRST_OUTGOING = 1_000_000;
/** Players that number their codecs in different ways; each way takes a router of its own. */
const MAX_NUMBERINGS = 8;

/** What a room is opened with. */
interface StageOptions {
  pipe: PipeOptions;
  /** Told once when the worker behind it died. */
  onLost: () => void;
  /** Lines and ends of pipes are counted. */
  onLines: (change: 1 | -1) => void;
  onPipes: (change: 1 | -1) => void;
}

/**
 * One stream's routers. Sources come in at the first; when its worker is full, viewers are led to routers on other
 * workers, to which each source is piped once.
 */
export class MediasoupRoom implements SfuRoom {
  private readonly workers: Workers;
  private readonly home: Branch;
  private readonly branches = new Map<WorkerSlot, Promise<Branch>>();
  /** Routers for outside players, by how these number their codecs. */
  private readonly numberings = new Map<string, Promise<Branch>>();
  private readonly options: StageOptions;
  private isClosed = false;

  private constructor(workers: Workers, home: Branch, options: StageOptions) {
    this.workers = workers;
    this.home = home;
    this.options = options;
    home.router.on('workerclose', () => {
      if (this.isClosed) return;
      this.close();
      options.onLost();
    });
  }

  static async open(workers: Workers, options: StageOptions): Promise<MediasoupRoom> {
    const desk = await workers.roomiest();
    const router = await routerAt(desk);
    return new MediasoupRoom(workers, { desk, router, bring: async (sourceId) => sourceId }, options);
  }

  get capabilities(): RtpCapabilities {
    return this.home.router.rtpCapabilities as RtpCapabilities;
  }

  async openTransport(purpose: 'broadcast' | 'watch', onLost: () => void): Promise<Transport> {
    const line = await this.lineAt(purpose === 'broadcast' ? this.home : await this.roomyBranch(), onLost);
    if (purpose === 'broadcast') await line.limitIncoming(MAX_INCOMING);
    return line;
  }

  async answerPublisher(text: string, onLost: () => void): Promise<Answered & { sources: Published[] }> {
    const offer = readOffer(text);
    const taken = takeFromOffer(offer, this.home.router.rtpCapabilities);
    const line = await this.lineAt(this.home, onLost);
    line.onSilent(onLost);
    try {
      await line.limitIncoming(MAX_INCOMING);
      await line.connect(offer.dtls);
      const sources: Published[] = [];
      for (const { kind, rtp } of taken) sources.push(await line.publish(kind, rtp));
      const answered = taken.map(({ media, rtp }) => ({
        mid: media.mid,
        direction: 'recvonly' as const,
        rtp,
      }));
      return { ...answerOf(offer, line, answered), sources };
    } catch (error) {
      line.close();
      throw error;
    }
  }

  async answerPlayer(
    text: string,
    sources: readonly Published[],
    onLost: () => void,
  ): Promise<Answered & { received: Received[] }> {
    const offer = readOffer(text);
    const ofKind = new Map(sources.map((source) => [source.kind, source]));
    const sent = new Map(
      [...ofKind].flatMap(([kind, source]) => codecOf(source).map((codec) => [kind, codec])),
    );
    const played = playFromOffer(offer, sent);
    const branch = await this.numberedBranch(played);
    const line = await this.lineAt(branch, onLost);
    line.onSilent(onLost);
    try {
      await line.connect(offer.dtls);
      const received: Received[] = [];
      const capabilities = capabilitiesOf(played, branch.router.rtpCapabilities);
      for (const { kind } of played) {
        received.push(await line.consume(ofKind.get(kind)!, capabilities, false));
      }
      const answered = played.map(({ media }, index) => ({
        mid: media.mid,
        direction: 'sendonly' as const,
        rtp: received[index]!.rtp,
      }));
      return { ...answerOf(offer, line, answered), received };
    } catch (error) {
      line.close();
      throw error;
    }
  }

  async openRtpFeed(sources: readonly Published[], onLost: () => void): Promise<RtpFeed> {
    const feed = new MediasoupRtpFeed(this.home.router, onLost);
    try {
      for (const source of sources) await feed.add(source);
      return feed;
    } catch (error) {
      feed.close();
      throw new MediaUnavailable(error instanceof Error ? error.message : String(error));
    }
  }

  async takeStill(source: Published): Promise<Uint8Array | null> {
    if (!(source instanceof MediasoupPublished)) return null;
    try {
      return await takeStill(this.home.router, source);
    } catch (error) {
      throw new MediaUnavailable(error instanceof Error ? error.message : String(error));
    }
  }

  async openPipe(onLost: () => void): Promise<PipeEnd> {
    const { pipe, onPipes } = this.options;
    const opened = await MediasoupPipe.open(this.home, pipe, onLost);
    onPipes(1);
    opened.onClosed(() => onPipes(-1));
    return opened;
  }

  /** Told once, when it was closed or its worker died. */
  onClosed(listener: () => void): void {
    this.home.router.observer.once('close', listener);
  }

  close(): void {
    this.isClosed = true;
    this.home.router.close();
    for (const opening of [...this.branches.values(), ...this.numberings.values()]) {
      opening.then(
        ({ router }) => router.close(),
        () => {},
      );
    }
    this.branches.clear();
    this.numberings.clear();
  }

  private async lineAt(branch: Branch, onLost: () => void): Promise<MediasoupTransport> {
    let transport: types.WebRtcTransport;
    try {
      transport = await branch.router.createWebRtcTransport({
        webRtcServer: branch.desk.server,
        enableUdp: true,
        enableTcp: true,
        preferUdp: true,
        initialAvailableOutgoingBitrate: FIRST_OUTGOING,
      });
    } catch (error) {
      throw new MediaUnavailable(error instanceof Error ? error.message : String(error));
    }
    this.options.onLines(1);
    transport.observer.once('close', () => this.options.onLines(-1));
    return new MediasoupTransport(transport, branch, onLost);
  }

  /** At home while its worker has room; then where there is most. */
  private async roomyBranch(): Promise<Branch> {
    if (!this.workers.isFull(this.home.desk)) return this.home;
    const desk = await this.workers.roomiest();
    return this.kept(this.branches, desk, (forget) => this.branchAt(desk, mediaCodecs, forget));
  }

  private async numberedBranch(played: readonly PlayedMedia[]): Promise<Branch> {
    const codecs = played.map(({ routerCodec }) => routerCodec);
    const name = JSON.stringify(codecs);
    if (!this.numberings.has(name) && this.numberings.size >= MAX_NUMBERINGS) {
      throw new MediaUnavailable('too many kinds of players');
    }
    return this.kept(this.numberings, name, async (forget) => {
      const desk = this.workers.isFull(this.home.desk) ? await this.workers.roomiest() : this.home.desk;
      return this.branchAt(desk, codecs, forget);
    });
  }

  /** Who comes while a branch is being made waits for that one. */
  private kept<Key>(
    branches: Map<Key, Promise<Branch>>,
    key: Key,
    make: (forget: () => void) => Promise<Branch>,
  ): Promise<Branch> {
    let branch = branches.get(key);
    if (!branch) {
      branch = make(() => branches.delete(key));
      branches.set(key, branch);
      branch.catch(() => branches.delete(key));
    }
    return branch;
  }

  private async branchAt(
    desk: WorkerSlot,
    codecs: types.RouterRtpCodecCapability[],
    forget: () => void,
  ): Promise<Branch> {
    const router = await routerAt(desk, codecs);
    if (this.isClosed) {
      router.close();
      throw new MediaUnavailable('the room is closed');
    }
    router.on('workerclose', forget);
    const brought = new Map<string, Promise<string>>();
    return {
      desk,
      router,
      bring: (sourceId) => {
        let bringing = brought.get(sourceId);
        if (!bringing) {
          bringing = this.pipe(sourceId, router, () => brought.delete(sourceId));
          brought.set(sourceId, bringing);
          bringing.catch(() => brought.delete(sourceId));
        }
        return bringing;
      },
    };
  }

  private async pipe(producerId: string, router: types.Router, onGone: () => void): Promise<string> {
    const { pipeProducer } = await this.home.router.pipeToRouter({
      ...{ producerId, router, enableSctp: false },
      // Two routers of one worker cannot both have it under one id.
      keepId: false,
    });
    if (!pipeProducer) throw new MediaUnavailable('the source could not be piped');
    pipeProducer.observer.once('close', onGone);
    return pipeProducer.id;
  }
}

async function routerAt({ worker }: WorkerSlot, codecs = mediaCodecs): Promise<types.Router> {
  try {
    return await worker.createRouter({ mediaCodecs: codecs });
  } catch (error) {
    throw new MediaUnavailable(error instanceof Error ? error.message : String(error));
  }
}

function answerOf(offer: Offer, line: MediasoupTransport, answered: AnsweredMedia[]): Answered {
  return {
    line,
    answer: writeAnswer(offer, line.end, answered),
    async restart() {
      await line.restartIce();
      return writeFragment(offer, line.end);
    },
  };
}

/** Of the codecs that routers know, the one that a source comes in. */
function codecOf(source: Published): types.RouterRtpCodecCapability[] {
  if (!(source instanceof MediasoupPublished)) return [];
  const { mimeType, clockRate, channels, parameters } = source.codec;
  const offered = { ...{ mimeType, clockRate }, channels: channels ?? null };
  return mediaCodecs
    .filter((known) =>
      isSame(
        { ...offered, payloadType: 0, parameters: (parameters ?? {}) as never, rtcpFeedback: [] },
        known,
      ),
    )
    .slice(0, 1);
}
