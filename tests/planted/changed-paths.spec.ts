import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changedPaths, gitIn } from './changed-paths.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-changed-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('what has changed since the work began', () => {
  test('is not known where git is missing or fails', () => {
    expect(changedPaths(() => null)).toBeNull();
    expect(changedPaths(([command]) => (command === 'merge-base' ? 'abc\n' : null))).toBeNull();
    expect(changedPaths(gitIn(folder))).toBeNull();
  });

  test('is counted from the merge base with origin/main, and that is asked for before a tag', () => {
    const asked: string[] = [];
    const answers: Record<string, string> = {
      'merge-base': 'base\n',
      diff: 'a.ts\0b.ts\0',
      'ls-files': 'c.ts\0',
    };
    const paths = changedPaths((args) => {
      asked.push(args.join(' '));
      return answers[args[0]!] ?? null;
    });
    expect(paths).toEqual(['a.ts', 'b.ts', 'c.ts']);
    expect(asked[0]).toBe('merge-base HEAD origin/main');
    expect(asked).not.toContainEqual(expect.stringContaining('describe'));
    expect(asked).toContainEqual(expect.stringMatching(/^diff .* base$/));
  });

  test.runIf(hasGit)('holds what was committed, edited, added, moved and taken away since', () => {
    const inside = inARepository(['kept.ts', 'edited.ts', 'committed.ts', 'moved.ts', 'gone.ts']);
    expect(changedPaths(gitIn(inside))).toBeNull();
    git('tag', 'v1');
    expect(changedPaths(gitIn(inside))).toEqual([]);
    writeFileSync(join(inside, 'committed.ts'), 'later');
    git('commit', '-qam', 'later');
    writeFileSync(join(inside, 'edited.ts'), 'edited');
    writeFileSync(join(inside, 'new café.ts'), 'new');
    renameSync(join(inside, 'moved.ts'), join(inside, 'there.ts'));
    rmSync(join(inside, 'gone.ts'));
    git('update-ref', 'refs/remotes/origin/main', 'v1');
    const expected = ['committed.ts', 'edited.ts', 'gone.ts', 'moved.ts', 'new café.ts', 'there.ts'];
    expect(changedPaths(gitIn(inside))?.toSorted()).toEqual(expected);
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    expect(changedPaths(gitIn(inside))).not.toContain('committed.ts');
    git('update-ref', '-d', 'refs/remotes/origin/main');
    expect(changedPaths(gitIn(inside))?.toSorted()).toEqual(expected);
  });
});

/** Makes a repository that holds these files in a folder below its top, as one commit. Returns that folder. */
function inARepository(files: readonly string[]): string {
  const inside = join(folder, 'fairday');
  mkdirSync(inside);
  for (const file of files) writeFileSync(join(inside, file), `${file}, a text of its own`);
  writeFileSync(join(folder, 'outside.ts'), 'of somebody else');
  git('init', '-q');
  git('add', 'fairday');
  git('commit', '-qm', 'first');
  return inside;
}

function git(...args: string[]): void {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  const { status, stderr } = spawnSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
