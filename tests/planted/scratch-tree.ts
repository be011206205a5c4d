import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from '../tidy/sources.ts';
import { planting } from './place.ts';
import type { PlacedBug } from './planted-bug.ts';

/** What a test run needs no copy of. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'data', '.git']);

/**
 * A copy of the sources to plant bugs in. A copy and not a transform on the way: worker threads and child processes
 * load their files by themselves, and somebody may be editing the originals meanwhile.
 */
export class ScratchTree {
  readonly folder: string;
  private readonly clean = new Map<string, string>();

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<ScratchTree> {
    const folder = await mkdtemp(join(tmpdir(), 'fairday-planted-'));
    const filter = (source: string) => !LEFT_OUT.has(relative(root, source).split('/')[0] ?? '');
    await cp(root, folder, { recursive: true, filter });
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    return new ScratchTree(folder);
  }

  /** Switches a bug on; the one before is switched off. Returns the files that were written, by their absolute paths. */
  async plant(bug: PlacedBug): Promise<string[]> {
    const cleared = await this.clear();
    const file = join(this.folder, bug.file);
    const source = await readFile(file, 'utf8');
    this.clean.set(file, source);
    await writeFile(file, planting(bug, source));
    return [...cleared, file];
  }

  /** Every file is as it was copied. Returns those that were written. */
  async clear(): Promise<string[]> {
    const files = [...this.clean.keys()];
    for (const [file, source] of this.clean) await writeFile(file, source);
    this.clean.clear();
    return files;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
