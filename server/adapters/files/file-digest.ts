import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Bytes that are read at once. */
const CHUNK = 1_048_576;
/** One line of `sha256sum`: a digest, two signs, a name. It writes a backslash before a name that has one in it. */
const LINE = /^\\?([0-9a-f]{64}) [ *].+\n?$/;
/** Bytes of such a line: of a name there are at most 255, and each may be escaped. */
const MAX_LINE = 64 + 3 + 2 * 255 + 1;

/**
 * The sha256 of a file, 64 hex digits. The file must not be open in this process as a database: closing a descriptor of it
 * would drop SQLite's locks.
 * @param onBytes told after each piece how many bytes have been read
 */
export function digestOfFile(path: string, onBytes: (bytes: number) => void = () => {}): string {
  const digest = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK);
  const handle = openSync(path, 'r');
  try {
    for (let bytes = 0; ; ) {
      const read = readSync(handle, chunk, 0, CHUNK, null);
      if (read === 0) return digest.digest('hex');
      digest.update(chunk.subarray(0, read));
      bytes += read;
      onBytes(bytes);
    }
  } finally {
    closeSync(handle);
  }
}

/** The file beside another one that holds its digest. */
export function besideOf(file: string): string {
  return `${file}.sha256`;
}

/**
 * Writes a file's digest beside it, as `sha256sum -c` reads it.
 * @returns the digest
 * @throws if there is a file of that name already
 */
export function writeDigestBeside(file: string): string {
  const digest = digestOfFile(file);
  const name = basename(file);
  const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  const line = `${escaped === name ? '' : '\\'}${digest}  ${escaped}\n`;
  writeFileSync(besideOf(file), line, { flag: 'wx', flush: true });
  return digest;
}

/**
 * The digest that stands beside a file, whatever name it stands for there: both may have been renamed.
 * @returns null: there is none; '': what stands there is no digest
 */
export function digestBeside(file: string): string | null {
  const beside = besideOf(file);
  if (!existsSync(beside)) return null;
  if (statSync(beside).size > MAX_LINE) return '';
  return LINE.exec(readFileSync(beside, 'utf8'))?.[1] ?? '';
}
