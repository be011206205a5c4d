import {
  appendFile,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  open,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type RecordedPiece, RecordingFailed, type Recordings } from '../../ports/recordings.ts';

/** The market's own facts need the disk more: below this nothing is recorded. */
const SPARE_BYTES = 512 * 1_024 * 1_024;
const ID = /^[0-9a-z-]{8,64}$/;
const NAME = /^\d{13}-\d{6}\.ts$/;
const INDEX = 'index.jsonl';

const line = z.strictObject({
  name: z.string().check(z.regex(NAME)),
  atMs: z.int(),
  durationMs: z.int().check(z.gte(1)),
  bytes: z.int().check(z.gte(0)),
  run: z.int(),
});

/**
 * Recordings in a folder: `recordings/<stream>/` has the pieces and an index of one JSON line for each, which only
 * grows. What stands in the index is whole on disk: the piece is written and flushed first.
 * @param nodeId names the folder of what nobody has kept yet; it is emptied now
 */
export function openRecordings(dataDir: string, nodeId: string): Recordings {
  const live = join(dataDir, 'live', nodeId);
  const emptied = rm(live, { recursive: true, force: true }).catch(() => {});
  const folderOf = (streamId: string) => join(dataDir, 'recordings', ID.test(streamId) ? streamId : 'none');

  return {
    async pieces(streamId) {
      const text = await readFile(join(folderOf(streamId), INDEX), 'utf8').catch(() => '');
      return text.split('\n').flatMap((written) => readLine(written) ?? []);
    },
    async keep(streamId, file, piece) {
      const folder = folderOf(streamId);
      try {
        await mkdir(folder, { recursive: true });
        const { bavail, bsize } = await statfs(folder);
        if (bavail * bsize < SPARE_BYTES) throw new RecordingFailed('the disk is nearly full');
        const aside = join(folder, `.${piece.name}`);
        await copyFile(file, aside);
        const copy = await open(aside, 'r+');
        await copy.sync().finally(() => copy.close());
        await rename(aside, join(folder, piece.name));
        const { size: bytes } = await stat(join(folder, piece.name));
        const kept = { ...piece, bytes };
        // A line that a crash cut off is ended first, or it would swallow this one.
        await appendFile(join(folder, INDEX), `\n${JSON.stringify(kept)}\n`, { flush: true });
        return kept;
      } catch (error) {
        if (error instanceof RecordingFailed) throw error;
        throw new RecordingFailed(error instanceof Error ? error.message : String(error));
      }
    },
    fileOf: (streamId, name) =>
      ID.test(streamId) && NAME.test(name) ? join(folderOf(streamId), name) : null,
    async read(path, from, bytes) {
      const file = await open(path).catch(() => null);
      if (!file) return Buffer.alloc(0);
      try {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, from);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    async makeFolder() {
      await emptied;
      await mkdir(live, { recursive: true });
      return mkdtemp(join(live, 'run-'));
    },
    async discard(path) {
      await rm(path, { recursive: true, force: true });
    },
  };
}

/**
 * Writes a whole recording of files that stand ready, some of them many times: each is copied once, and has other names
 * after that. Nothing is flushed: it is for a folder that nobody misses after a power cut.
 */
export async function linkRecording(
  dataDir: string,
  streamId: string,
  pieces: readonly { file: string; piece: Omit<RecordedPiece, 'bytes'> }[],
): Promise<void> {
  const folder = join(dataDir, 'recordings', streamId);
  await mkdir(folder, { recursive: true });
  const copies = new Map<string, { path: string; bytes: number }>();
  const lines: string[] = [];
  for (const { file, piece } of pieces) {
    const path = join(folder, piece.name);
    const known = copies.get(file);
    // Not every disk gives a file two names.
    if (known) await link(known.path, path).catch(() => copyFile(known.path, path));
    else await copyFile(file, path);
    const { bytes } = known ?? { bytes: (await stat(path)).size };
    if (!known) copies.set(file, { path, bytes });
    lines.push(JSON.stringify({ ...piece, bytes }));
  }
  await writeFile(join(folder, INDEX), `${lines.join('\n')}\n`);
}

/** A piece of the index, or null for what is none: an empty line, one that a crash cut off. */
function readLine(written: string): RecordedPiece | null {
  try {
    const parsed = line.safeParse(JSON.parse(written));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
