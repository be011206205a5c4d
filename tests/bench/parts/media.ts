import { createSocket } from 'node:dgram';
import type { types } from 'mediasoup';
import { mediaCodecs } from '../../../server/adapters/mediasoup/codecs.ts';
import { type Child, startChild } from '../child.ts';
import { pause } from '../numbers.ts';
import type { Measure, PartReport } from '../report.ts';

const VIEWERS = [10, 50, 100, 200];
const MEASURE_MS = 8_000;
/** 30 frames a second of six packets, and 50 packets of sound: 1.5 Mbit/s and a little. */
const FRAME_MS = 1_000 / 30;
const PACKETS_PER_FRAME = 6;
const VIDEO_BYTES = 1_040;
const SOUND_BYTES = 80;
const SRTP_KEY = Buffer.alloc(44, 7).toString('base64');

/** What one media worker spends on a viewer: SRTP to plain sockets that read and count, no browsers. */
export async function media(seed: number): Promise<PartReport> {
  const { createWorker } = await import('mediasoup');
  const worker = await createWorker({ logLevel: 'error' });
  const sink = startChild('media-sink-child');
  try {
    const router = await worker.createRouter({ mediaCodecs });
    const host = await openHost(router);
    const measures: Measure[] = [];
    let served = 0;
    const idle = await cpuShare(worker);
    try {
      for (const viewers of VIEWERS) {
        await addViewers(router, sink, host.sources, viewers - served);
        served = viewers;
        await pause(500);
        const before = await sink.ask<number>('packets');
        const sentBefore = host.sent;
        const share = await cpuShare(worker);
        const arrived = (await sink.ask<number>('packets')) - before;
        const due = (host.sent - sentBefore) * viewers;
        measures.push(
          { name: `worker at ${viewers} viewers`, value: share, unit: '% of a core' },
          {
            name: `CPU per viewer at ${viewers}`,
            value: ((share - idle) * 10) / viewers,
            unit: 'ms/s',
            note: `${Math.round((arrived / MEASURE_MS) * 1_000)} packets/s came, ${((100 * arrived) / due).toFixed(1)} % of what was sent`,
          },
        );
      }
    } finally {
      host.close();
    }
    const { ru_maxrss: maxKb } = await worker.getResourceUsage();
    measures.push({ name: `memory at ${served} viewers`, value: maxKb / 1_024, unit: 'MB' });
    return {
      part: 'media',
      about: 'CPU of one media worker that sends 1.6 Mbit/s of video and sound to each viewer (AES-256-GCM)',
      seed,
      measures,
    };
  } finally {
    await sink.ask('close');
    await sink.end();
    worker.close();
  }
}

/** What the worker used of a core over the time measured, in percent. */
async function cpuShare(worker: types.Worker): Promise<number> {
  const before = await worker.getResourceUsage();
  const startMs = performance.now();
  await pause(MEASURE_MS);
  const after = await worker.getResourceUsage();
  const usedMs = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime;
  return (100 * usedMs) / (performance.now() - startMs);
}

/** A camera and a microphone that send by the clock, over plain RTP. */
async function openHost(router: types.Router) {
  const socket = createSocket('udp4');
  const sources: string[] = [];
  const streams: { ssrc: number; payloadType: number; port: number }[] = [];
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
    sources.push(producer.id);
    streams.push({ ssrc, payloadType, port: transport.tuple.localPort });
  }
  const [sound, picture] = streams;
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
    sources,
    get sent() {
      return counts.sent;
    },
    close() {
      clearInterval(timer);
      socket.close();
    },
  };
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

async function addViewers(
  router: types.Router,
  sink: Child,
  sources: readonly string[],
  count: number,
): Promise<void> {
  const ports = await sink.ask<number[]>('open', count);
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
    for (const producerId of sources) await transport.consume({ producerId, rtpCapabilities });
  }
}
