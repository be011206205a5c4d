import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import type { types } from 'mediasoup';
import type { RtpParameters } from '../../shared/contract/media.ts';
import type { DirectMedia } from './direct-media.ts';
import type { End } from './media-house.ts';
import { opus, vp8 } from './rtp.ts';

const PICTURE_SSRC = 8_101;
const SOUND_SSRC = 8_102;
const PICTURE_CLOCK = 90_000;
const SOUND_CLOCK = 48_000;
/** What is sent lasts so long, then it begins again. */
const LOOP_S = 12;
/** After so many seconds the black picture turns white. */
const FLASH_S = 4;
const TICK_MS = 10;

export type TestCodec = 'VP8' | 'H264';

/** A host's camera and microphone that send what can be decoded: a picture that turns white, and a tone. */
export interface Camera {
  cameraId: string;
  microphoneId: string;
  /** When the picture turned from black to white for the first time, epoch ms; null before. */
  flashedAtMs(): number | null;
  stop(): void;
}

/** Broadcasts from this desk, which is a host's console. */
export async function startCamera(desk: End, media: DirectMedia, codec: TestCodec = 'VP8'): Promise<Camera> {
  const packets = await testPackets(codec);
  await desk.get('media:capabilities', {});
  const { line } = await desk.get('media:open', { label: 'camera', takeOver: true });
  const lineId = line!.id;
  const rtp = codec === 'VP8' ? vp8(PICTURE_SSRC) : h264(PICTURE_SSRC);
  const camera = await desk.get('media:produce', { lineId, name: 'camera', kind: 'video', rtp });
  const picture = media.producers.at(-1)!;
  const sound = opus(SOUND_SSRC);
  const microphone = await desk.get('media:produce', {
    lineId,
    name: 'microphone',
    kind: 'audio',
    rtp: sound,
  });
  const voice = media.producers.at(-1)!;
  const startedAtMs = Date.now();
  let flashedAtMs: number | null = null;
  const flows = [
    new Flow(picture, packets.picture, PICTURE_CLOCK),
    new Flow(voice, packets.sound, SOUND_CLOCK),
  ];
  const timer = setInterval(() => {
    const seconds = (Date.now() - startedAtMs) / 1_000;
    if (seconds >= FLASH_S) flashedAtMs ??= startedAtMs + FLASH_S * 1_000;
    for (const flow of flows) flow.sendUpTo(seconds);
  }, TICK_MS);
  return {
    cameraId: camera.sourceId,
    microphoneId: microphone.sourceId,
    flashedAtMs: () => flashedAtMs,
    stop: () => clearInterval(timer),
  };
}

/** H264 as OBS sends it: parameter sets before each key frame, one each second. */
function h264(ssrc: number): RtpParameters {
  const parameters = { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 };
  const rtp = vp8(ssrc);
  return { ...rtp, codecs: [{ ...rtp.codecs[0]!, mimeType: 'video/H264', parameters }] };
}

/** Sends packets when their timestamps are due, again and again. */
class Flow {
  private readonly producer: types.Producer;
  private readonly packets: readonly Buffer[];
  private readonly clock: number;
  private sent = 0;

  constructor(producer: types.Producer, packets: readonly Buffer[], clock: number) {
    this.producer = producer;
    this.packets = packets;
    this.clock = clock;
  }

  sendUpTo(seconds: number): void {
    const { packets, clock, producer } = this;
    const first = packets[0]!;
    while (!producer.closed) {
      const loops = Math.floor(this.sent / packets.length);
      const packet = packets[this.sent % packets.length]!;
      const offset = ((packet.readUInt32BE(4) - first.readUInt32BE(4)) >>> 0) + loops * LOOP_S * clock;
      if (offset > seconds * clock) return;
      const due = Buffer.from(packet);
      due.writeUInt16BE((first.readUInt16BE(2) + this.sent) & 0xffff, 2);
      due.writeUInt32BE((first.readUInt32BE(4) + offset) >>> 0, 4);
      producer.send(due);
      this.sent += 1;
    }
  }
}

interface TestPackets {
  picture: Buffer[];
  sound: Buffer[];
}

const made = new Map<TestCodec, Promise<TestPackets>>();

function testPackets(codec: TestCodec): Promise<TestPackets> {
  const making = made.get(codec) ?? makeTestPackets(codec);
  made.set(codec, making);
  return making;
}

/** Lets ffmpeg encode them ahead of time, and hears them as they come over the loopback. */
async function makeTestPackets(codec: TestCodec): Promise<TestPackets> {
  const picture = await hearRtp(96);
  const sound = await hearRtp(111);
  const encoder =
    codec === 'VP8'
      ? ['libvpx', '-deadline', 'realtime', '-cpu-used', '8']
      : ['libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-profile:v', 'baseline'];
  const to = (port: number) => `rtp://127.0.0.1:${port}?rtcpport=${port}&pkt_size=1200`;
  const flash = `drawbox=color=white:t=fill:enable='gte(t,${FLASH_S})'`;
  const program = spawn(
    'ffmpeg',
    [
      ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-readrate', '6'],
      ...['-f', 'lavfi', '-i', `color=black:size=320x240:rate=15:duration=${LOOP_S},${flash}`],
      ...['-readrate', '6', '-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${LOOP_S}`],
      ...['-map', '0:v', '-pix_fmt', 'yuv420p', '-c:v', ...encoder, '-g', '15', '-b:v', '300k'],
      ...(codec === 'H264' ? ['-bsf:v', 'dump_extra'] : []),
      ...['-ssrc', String(PICTURE_SSRC), '-payload_type', '96', '-f', 'rtp', to(picture.port)],
      ...['-map', '1:a', '-c:a', 'libopus', '-ac', '2', '-b:a', '48k'],
      ...['-ssrc', String(SOUND_SSRC), '-payload_type', '111', '-f', 'rtp', to(sound.port)],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  await new Promise((resolve) => program.once('close', resolve));
  return { picture: await picture.end(), sound: await sound.end() };
}

/** Keeps the RTP that comes to a port; RTCP, which shares the port, is passed over. */
async function hearRtp(payloadType: number) {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4 * 1_024 * 1_024 });
  const packets: Buffer[] = [];
  socket.on('message', (packet) => {
    if ((packet[1]! & 0x7f) === payloadType) packets.push(packet);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    port: socket.address().port,
    async end() {
      // What is in the socket's buffer is heard in the next turns.
      await new Promise((resolve) => setTimeout(resolve, 100));
      socket.close();
      if (packets.length === 0) throw new Error('ffmpeg sent nothing to broadcast.');
      return packets;
    },
  };
}
