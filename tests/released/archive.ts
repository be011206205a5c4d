import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { Moment } from '../../shared/contract/moment.ts';
import type { Story } from './story/play.ts';

export const ARCHIVE = 'market.tar.br';
/** Wide enough that the copies of a market in its archive cost next to nothing: 16 MiB. */
const WINDOW_BITS = 24;
const MOST_BYTES = 1 << 28;

/** The folder of what a version wrote. */
export function folderOf(version: string): string {
  return join(import.meta.dirname, version);
}

/** Versions whose market is kept, the oldest first. */
export function releasedVersions(): string[] {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true });
  const versions = folders.map(({ name }) => name).filter((name) => /^\d+\.\d+\.\d+$/.test(name));
  return versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** Packs what a folder holds: the same files give the same bytes. */
export function pack(folder: string, into: string): void {
  const alike = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  const params = { [constants.BROTLI_PARAM_LGWIN]: WINDOW_BITS };
  writeFileSync(into, brotliCompressSync(tar(['-c', ...alike, '-C', folder, '.']), { params }));
}

/** What was open when the market was written, and what its logs said then: each stream at its end, with the holder's cart. */
export interface Told extends Story {
  moments: Moment[];
}

export type StoreName = 'sqlite' | 'postgres';

/** The file in an archive that tells of the market in one of the stores: ids are other ones in each. */
export function toldIn(store: StoreName): string {
  return `told-${store}.json`;
}

/** What a version wrote, in a folder of one's own. */
export interface Unpacked {
  folder: string;
  told: Told;
  remove(): void;
}

export function unpack(version: string, store: StoreName): Unpacked {
  const folder = mkdtempSync(join(tmpdir(), `fairday-of-${version}-`));
  tar(['-x', '-C', folder], brotliDecompressSync(readFileSync(join(folderOf(version), ARCHIVE))));
  return {
    folder,
    told: JSON.parse(readFileSync(join(folder, toldIn(store)), 'utf8')) as Told,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function tar(args: readonly string[], input?: Buffer): Buffer {
  const { status, stdout, stderr } = spawnSync('tar', args, { input, maxBuffer: MOST_BYTES });
  if (status !== 0) throw new Error(`tar failed: ${stderr}`);
  return stdout;
}
