import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const lastBackup = z.strictObject({
  atMs: z.int(),
  where: z.string(),
  /** Absent: a note of before they were counted. */
  bytes: z.optional(z.int()),
});
export type LastBackup = z.infer<typeof lastBackup>;

const NAME = 'last-backup.json';

/** Notes in the data folder when its market was backed up last, for `status`. A folder that can't be written has no note. */
export function noteBackup(dataDir: string, note: LastBackup): void {
  try {
    writeFileSync(join(dataDir, NAME), `${JSON.stringify(note)}\n`);
  } catch {
    // The backup is whole all the same.
  }
}

/** @returns null if none is known of */
export function readLastBackup(dataDir: string): LastBackup | null {
  try {
    const parsed = lastBackup.safeParse(JSON.parse(readFileSync(join(dataDir, NAME), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
