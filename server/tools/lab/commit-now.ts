import { execFileSync } from 'node:child_process';

/** The commit of the sources, with a + when they were changed since; `unknown` outside a repository. */
export function commitNow(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  try {
    const isChanged =
      git('status', '--porcelain', '--untracked-files=no', ':/server', ':/shared').trim() !== '';
    return git('rev-parse', '--short', 'HEAD').trim() + (isChanged ? '+' : '');
  } catch {
    return 'unknown';
  }
}
