import { isIP } from 'node:net';
import type { types } from 'mediasoup';
import type { RtpParameters } from '../../../shared/contract/media.ts';
import type { PipedSource, PipeEnd, PipePoint, Published } from '../../ports/media.ts';
import { MediaUnavailable, MediaUnusable } from '../../ports/media.ts';
import type { PipeOptions } from './options.ts';
import { type Branch, MediasoupPublished } from './transport.ts';

/** A call is sent so often, and for so long: the other end may take its time to listen. */
const CALL_EVERY_MS = 50;
const CALL_MS = 10_000;
/** What of a call has not come by then is lost: a port is shut, or an address is not that of the other end. */
const HEAR_MS = 4_000;
/** A call is a silent microphone of one packet each time, in the numbers that the house's Opus has. */
const CALL_SSRC = 1;
const CALL_PAYLOAD = Buffer.from([0xf8, 0xff, 0xfe]);

/** A pipe transport of mediasoup as the house knows it: encrypted, and what is lost on the way is sent again. */
export class MediasoupPipe implements PipeEnd {
  readonly point: PipePoint;
  private readonly transport: types.PipeTransport;
  private readonly branch: Branch;
  private stopCalling = () => {};

  private constructor(transport: types.PipeTransport, branch: Branch, onLost: () => void) {
    const { localAddress, localPort } = transport.tuple;
    this.point = { ip: localAddress, port: localPort, srtp: transport.srtpParameters! };
    this.transport = transport;
    this.branch = branch;
    transport.on('routerclose', onLost);
  }

  /** @throws MediaUnavailable, also when no port of the range is free */
  static async open(branch: Branch, options: PipeOptions, onLost: () => void): Promise<MediasoupPipe> {
    const { listenIp, announcedIp, ports } = options;
    try {
      const transport = await branch.router.createPipeTransport({
        listenInfo: {
          ...{ protocol: 'udp', ip: listenIp },
          ...(announcedIp !== null && { announcedAddress: announcedIp }),
          ...(ports && { portRange: ports }),
        },
        ...{ enableSrtp: true, enableRtx: true, enableSctp: false },
      });
      return new MediasoupPipe(transport, branch, onLost);
    } catch (error) {
      throw new MediaUnavailable(`no end of a pipe could be opened: ${said(error)}`);
    }
  }

  async connect({ ip, port, srtp }: PipePoint): Promise<void> {
    if (isIP(ip) === 0) throw new MediaUnusable('The other end of a pipe has no address.');
    await this.asked(() =>
      this.transport.connect({ ip, port, srtpParameters: srtp as types.SrtpParameters }),
    );
  }

  async call(): Promise<RtpParameters> {
    return this.asked(async () => {
      const caller = await this.branch.router.createDirectTransport();
      const codec = this.branch.router.rtpCapabilities.codecs!.find(({ kind }) => kind === 'audio')!;
      const { mimeType, clockRate, channels, preferredPayloadType: payloadType } = codec;
      const voice = await caller.produce({
        kind: 'audio',
        rtpParameters: {
          codecs: [{ mimeType, clockRate, channels: channels!, payloadType: payloadType! }],
          encodings: [{ ssrc: CALL_SSRC }],
        },
      });
      const { rtpParameters } = await this.transport.consume({ producerId: voice.id });
      let sequence = 0;
      const calling = setInterval(() => {
        sequence += 1;
        if (!voice.closed) voice.send(callPacket(payloadType!, sequence));
      }, CALL_EVERY_MS);
      const late = setTimeout(() => this.stopCalling(), CALL_MS);
      this.stopCalling = () => {
        clearInterval(calling);
        clearTimeout(late);
        caller.close();
      };
      this.transport.observer.once('close', () => this.stopCalling());
      return rtpParameters as RtpParameters;
    });
  }

  async hears(call: RtpParameters): Promise<boolean> {
    const voice = await this.asked(() =>
      this.transport.produce({ kind: 'audio', rtpParameters: call as types.RtpParameters }),
    );
    const isHeard = await new Promise<boolean>((resolve) => {
      const late = setTimeout(() => resolve(false), HEAR_MS);
      const settle = (heard: boolean) => {
        clearTimeout(late);
        resolve(heard);
      };
      voice.on('trace', () => settle(true));
      voice.observer.once('close', () => settle(false));
      voice.enableTraceEvent(['rtp']).catch(() => settle(false));
    });
    if (!isHeard && this.transport.closed) throw new MediaUnavailable('this end of the pipe is gone');
    voice.close();
    return isHeard;
  }

  async send({ sourceId }: Published): Promise<PipedSource> {
    const { desk } = this.branch;
    const consumer = await this.asked(() => this.transport.consume({ producerId: sourceId }));
    desk.consumers += 1;
    consumer.observer.once('close', () => {
      desk.consumers -= 1;
    });
    const { kind, rtpParameters, producerPaused } = consumer;
    return { kind, rtp: rtpParameters as RtpParameters, isMuted: producerPaused };
  }

  async take(sourceId: string, { kind, rtp, isMuted }: PipedSource): Promise<Published> {
    const rtpParameters = rtp as types.RtpParameters;
    const producer = await this.asked(() =>
      this.transport.produce({ id: sourceId, kind, rtpParameters, paused: isMuted }),
    );
    return new MediasoupPublished(producer);
  }

  onClosed(listener: () => void): void {
    this.transport.observer.once('close', listener);
  }

  close(): void {
    this.transport.close();
  }

  private async asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (this.transport.closed || this.branch.router.closed) throw new MediaUnavailable(said(error));
      throw new MediaUnusable(said(error));
    }
  }
}

/** An RTP packet (RFC 3550) with an Opus frame of silence. */
function callPacket(payloadType: number, sequence: number): Buffer {
  const head = Buffer.alloc(12);
  head[0] = 0x80;
  head[1] = payloadType;
  head.writeUInt16BE(sequence & 0xffff, 2);
  head.writeUInt32BE(sequence * 960, 4);
  head.writeUInt32BE(CALL_SSRC, 8);
  return Buffer.concat([head, CALL_PAYLOAD]);
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
