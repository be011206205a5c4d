import { spawnSync } from 'node:child_process';

/** Runs git and returns what it prints, or null if it fails or is not there. */
export type Git = (args: readonly string[]) => string | null;

/**
 * Paths that differ from where the work began: from the merge base with `origin/main`, else from the last tag. What is
 * not committed counts, new files too. Null if there is neither, or no git.
 */
export function changedPaths(git: Git): string[] | null {
  const base =
    git(['merge-base', 'HEAD', 'origin/main'])?.trim() || git(['describe', '--tags', '--abbrev=0'])?.trim();
  if (!base) return null;
  const changed = git(['diff', '--name-only', '--no-renames', '--relative', '-z', base]);
  const added = git(['ls-files', '--others', '--exclude-standard', '-z']);
  if (changed === null || added === null) return null;
  return [...new Set(`${changed}${added}`.split('\0').filter((path) => path !== ''))];
}

/** Git in a folder; paths are told from there, also where the repository begins above it. */
export function gitIn(folder: string): Git {
  return (args) => {
    const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    return status === 0 ? stdout : null;
  };
}
