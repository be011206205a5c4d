import { spawn } from 'node:child_process';

/** What the compiler says of a name that nobody uses any more: a mistake leaves such names behind. */
const UNUSED = /TS(?:6133|6192|6196)\b/;

/** Type errors of the sources in a folder, but for names that a planted bug left unused. */
export function typeErrors(folder: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn('npx', ['tsc', '-b', 'shared', 'server', 'client'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (part: Buffer) => {
      output += part.toString();
    });
    child.on('error', reject);
    child.on('close', () =>
      resolve(output.split('\n').filter((line) => line.includes('error TS') && !UNUSED.test(line))),
    );
  });
}
