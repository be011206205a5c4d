import { createSocket } from 'node:dgram';
import type { types } from 'mediasoup';
import { mediaCodecs } from '../../server/adapters/mediasoup/codecs.ts';

/** 30 frames a second of six packets, and 50 packets of sound: 1.5 Mbit/s and a little. */
const FRAME_MS = 1_000 / 30;
const PACKETS_PER_FRAME = 6;
const VIDEO_BYTES = 1_040;
const SOUND_BYTES = 80;
const SRTP_KEY = Buffer.alloc(44, 7).toString('base64');

/** Where one source of a host is sent to, as RTP. */
export interface MediaStream {
  sourceId: string;
  ssrc: number;
  payloadType: number;
  port: number;
}

/** A sound and a picture that a router waits for. */
export async function openStreams(router: types.Router): Promise<MediaStream[]> {
  const streams: MediaStream[] = [];
  for (const [ssrc, codec] of [
    [1_111, mediaCodecs[0]!],
    [2_222, mediaCodecs[1]!],
  ] as const) {
    const { kind, mimeType, clockRate, channels } = codec;
    const transport = await router.createPlainTransport({ listenIp: '127.0.0.1', comedia: true });
    const payloadType = 100 + streams.length;
    const producer = await transport.produce({
      kind,
      rtpParameters: {
        codecs: [{ mimeType, clockRate, payloadType, ...(channels !== undefined && { channels }) }],
        encodings: [{ ssrc }],
      },
    });
    streams.push({ sourceId: producer.id, ssrc, payloadType, port: transport.tuple.localPort });
  }
  return streams;
}

/** Sends them by the clock, until it is closed. */
export function sendStreams([sound, picture]: readonly MediaStream[]) {
  const socket = createSocket('udp4');
  const counts = { sent: 0, sound: 0, picture: 0, frames: 0 };
  const startMs = performance.now();
  const timer = setInterval(() => {
    const passedMs = performance.now() - startMs;
    while (counts.sound * 20 < passedMs) {
      counts.sound += 1;
      counts.sent += 1;
      socket.send(
        packet(sound!, counts.sound, counts.sound * 960, SOUND_BYTES, true),
        sound!.port,
        '127.0.0.1',
      );
    }
    while (counts.frames * FRAME_MS < passedMs) {
      counts.frames += 1;
      for (let n = 0; n < PACKETS_PER_FRAME; n += 1) {
        counts.picture += 1;
        counts.sent += 1;
        const made = packet(picture!, counts.picture, counts.frames * 3_000, VIDEO_BYTES, n === 0);
        socket.send(made, picture!.port, '127.0.0.1');
      }
    }
  }, 5);
  return {
    get sent() {
      return counts.sent;
    },
    close() {
      clearInterval(timer);
      socket.close();
    },
  };
}

/** Sends everything on to each of these ports of this machine, encrypted as WebRTC has it. */
export async function sendOn(
  router: types.Router,
  streams: readonly MediaStream[],
  ports: readonly number[],
): Promise<void> {
  const rtpCapabilities = router.rtpCapabilities as types.RtpCapabilities;
  for (const port of ports) {
    const transport = await router.createPlainTransport({
      ...{ listenIp: '127.0.0.1', rtcpMux: true, enableSrtp: true },
      srtpCryptoSuite: 'AEAD_AES_256_GCM',
    });
    await transport.connect({
      ...{ ip: '127.0.0.1', port },
      srtpParameters: { cryptoSuite: 'AEAD_AES_256_GCM', keyBase64: SRTP_KEY },
    });
    for (const { sourceId } of streams) await transport.consume({ producerId: sourceId, rtpCapabilities });
  }
}

/** An RTP packet whose payload says "VP8, here a key frame begins" (RFC 7741), which sound does not mind. */
function packet(
  of: { ssrc: number; payloadType: number },
  sequence: number,
  timestamp: number,
  bytes: number,
  isFirst: boolean,
): Buffer {
  const made = Buffer.alloc(12 + bytes, 0xaa);
  made[0] = 0x80;
  made[1] = of.payloadType;
  made.writeUInt16BE(sequence & 0xffff, 2);
  made.writeUInt32BE(timestamp >>> 0, 4);
  made.writeUInt32BE(of.ssrc, 8);
  made[12] = isFirst ? 0x10 : 0x00;
  made[13] = 0x00;
  return made;
}
