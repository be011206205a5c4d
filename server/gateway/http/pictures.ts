import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The longest side of a kept picture, and the most pixels that are unpacked to make it so. */
const LONGEST_PX = 1_280;
const MAX_PIXELS = 50_000_000;
export const MAX_PICTURE_BYTES = 2 * 1_024 * 1_024;

/** What a picture is by its first bytes; its name and its declared type prove nothing. */
export function pictureKind(bytes: Buffer): 'jpg' | 'png' | 'webp' | null {
  if (bytes.length < 16) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpg';
  if (bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))) return 'png';
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return isWebp ? 'webp' : null;
}

export function picturesDir(dataDir: string): string {
  return join(dataDir, 'pictures');
}

/**
 * The same picture, turned upright, at most 1,280 pixels long, and without what a camera wrote beside it: where and
 * when it was taken, and with what (A3).
 * @returns null if it cannot be read as the picture that its first bytes promise
 */
async function shrunk(bytes: Buffer, kind: 'jpg' | 'png' | 'webp'): Promise<Buffer | null> {
  const { default: sharp } = await import('sharp');
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .autoOrient()
    .resize({ width: LONGEST_PX, height: LONGEST_PX, fit: 'inside', withoutEnlargement: true });
  const format = { jpg: 'jpeg', png: 'png', webp: 'webp' } as const;
  return picture
    .toFormat(format[kind], kind === 'png' ? {} : { quality: 82 })
    .toBuffer()
    .catch(() => null);
}

/**
 * Keeps a picture under the hash of its content: uploaded twice it is one file, and it never changes.
 * @returns its path on this server, or null if it is no picture that we take
 */
export async function keepPicture(dataDir: string, bytes: Buffer): Promise<string | null> {
  const kind = pictureKind(bytes);
  const small = kind && (await shrunk(bytes, kind));
  if (!kind || !small) return null;
  const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 40)}.${kind}`;
  const folder = picturesDir(dataDir);
  await mkdir(folder, { recursive: true });
  // Written aside and renamed, so that nobody is ever served half a picture.
  const aside = join(folder, `.${name}.${randomUUID()}`);
  await writeFile(aside, small);
  await rename(aside, join(folder, name));
  return `/pictures/${name}`;
}
