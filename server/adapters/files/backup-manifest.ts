import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { FORMAT } from '../../lib/format.ts';

/** What a backup's folder says of itself. */
export const MANIFEST = 'backup.json';
/** The only files that a backup has, so that nothing else is ever written, read or removed. */
export const BACKUP_FILE =
  /^(?:fairday\.(?:db|dump)|pictures\/[0-9a-f]{40}\.(?:jpg|png|webp)|pictures\/\.given\/(?!\.)[\w.-]{1,100}|recordings\/[0-9a-z-]{8,64}\/index\.jsonl)$/;

const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const manifest = z.strictObject({
  what: z.literal('fairday backup'),
  madeAtMs: z.int(),
  /** The program that made it. */
  version: z.string(),
  /** Of the market in it. Backups of format 1 do not name theirs. */
  format: z._default(z.int(), 1),
  /** Which market it is of: the hash of its shop's first fact; null while that has none. */
  market: z.nullable(z.string()),
  database: z.enum(['fairday.db', 'fairday.dump']),
  files: z.array(
    z.strictObject({
      path: z.string().check(z.regex(BACKUP_FILE)),
      bytes: z.int(),
      /** Backups of versions up to 0.3.0 have no digests. */
      sha256: z.optional(digest),
    }),
  ),
  /** Of all that stands before it, as text. */
  sha256: z.optional(digest),
});
export type BackupManifest = z.infer<typeof manifest>;
/** What whoever makes a backup knows of it. */
export type BackupOrigin = Omit<BackupManifest, 'what' | 'format' | 'files' | 'sha256'>;
export type BackedUpFile = Required<BackupManifest['files'][number]>;

/** The text of a manifest, which ends with its own digest. */
export function manifestText(made: BackupOrigin, files: readonly BackedUpFile[]): string {
  const body = { what: 'fairday backup', format: FORMAT.log, ...made, files };
  return `${JSON.stringify({ ...body, sha256: digestOf(body) })}\n`;
}

/** @returns null if it is not one that we made, or not as we made it */
export function manifestIn(folder: string): BackupManifest | null {
  try {
    const read: unknown = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'));
    const parsed = manifest.safeParse(read);
    return parsed.success && isAsWritten(read as object) ? parsed.data : null;
  } catch {
    return null;
  }
}

/** One from before there were digests can't tell. */
function isAsWritten(read: object): boolean {
  const { sha256, ...body } = read as { sha256?: string };
  return sha256 === undefined || sha256 === digestOf(body);
}

function digestOf(body: object): string {
  return hash('sha256', JSON.stringify(body), 'hex');
}
