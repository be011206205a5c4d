import { spawn } from 'node:child_process';
import { findFfmpeg } from '../../ffmpeg/open.ts';
import type { StillCodec } from './key-frame.ts';

/** As wide as the large picture of the home page, also for a screen with fine dots. */
const LONGEST_PX = 800;
const QUALITY = 60;
/** More pixels than any camera sends. */
const MAX_PIXELS = 4_096 * 4_096;
const FFMPEG_MS = 5_000;
/** A decoded picture, whole: what ffmpeg writes beyond it is not read. */
const MAX_PNG_BYTES = 64 * 1_024 * 1_024;
/** Programs that decode at the same time; whoever comes meanwhile gets the still before. */
const MAX_DECODING = 2;
let decoding = 0;

/**
 * A key frame as a picture: WebP of at most 800 pixels. VP8 needs no decoder of ours, since a lossy WebP is a key frame
 * of VP8 with a head (RFC 9649); H264 is decoded by ffmpeg.
 * @param turnDegrees clockwise, until it is upright
 * @returns null if it can't be read, or nothing here reads it
 */
export async function developStill(
  codec: StillCodec,
  frame: Buffer,
  turnDegrees: number,
): Promise<Buffer | null> {
  const picture = codec === 'VP8' ? webpOf(frame) : await decoded(frame);
  if (!picture) return null;
  const { default: sharp } = await import('sharp');
  return sharp(picture, { limitInputPixels: MAX_PIXELS })
    .rotate(turnDegrees)
    .resize({ width: LONGEST_PX, height: LONGEST_PX, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: QUALITY })
    .toBuffer()
    .catch(() => null);
}

function webpOf(frame: Buffer): Buffer {
  const head = Buffer.alloc(20);
  const padded = frame.length + (frame.length & 1);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(12 + padded, 4);
  head.write('WEBPVP8 ', 8, 'latin1');
  head.writeUInt32LE(frame.length, 16);
  return Buffer.concat([head, frame], 20 + padded);
}

async function decoded(frame: Buffer): Promise<Buffer | null> {
  const program = findFfmpeg();
  if (program === null || decoding >= MAX_DECODING) return null;
  decoding += 1;
  try {
    return await throughFfmpeg(program, frame);
  } finally {
    decoding -= 1;
  }
}

function throughFfmpeg(program: string, frame: Buffer): Promise<Buffer | null> {
  const quiet = ['-hide_banner', '-nostats', '-loglevel', 'error'];
  const asPng = ['-frames:v', '1', '-f', 'image2pipe', '-c:v', 'png', 'pipe:1'];
  const child = spawn(program, [...quiet, '-f', 'h264', '-i', 'pipe:0', ...asPng], {
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: FFMPEG_MS,
    killSignal: 'SIGKILL',
  });
  const parts: Buffer[] = [];
  let bytes = 0;
  child.stdout.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > MAX_PNG_BYTES) child.kill('SIGKILL');
    else parts.push(part);
  });
  // It may end before it has read everything.
  child.stdin.on('error', () => {});
  child.stdin.end(frame);
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code === 0 && parts.length > 0 ? Buffer.concat(parts) : null));
  });
}
