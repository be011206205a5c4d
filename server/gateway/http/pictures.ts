import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

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
 * Keeps a picture under the hash of its content: uploaded twice it is one file, and it never changes.
 * @returns its path on this server, or null if it is no picture that we take
 */
export async function keepPicture(dataDir: string, bytes: Buffer): Promise<string | null> {
  const kind = pictureKind(bytes);
  if (!kind) return null;
  const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 40)}.${kind}`;
  const folder = picturesDir(dataDir);
  await mkdir(folder, { recursive: true });
  // Written aside and renamed, so that nobody is ever served half a picture.
  const aside = join(folder, `.${name}.${randomUUID()}`);
  await writeFile(aside, bytes);
  await rename(aside, join(folder, name));
  return `/pictures/${name}`;
}
