import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sayWhile } from '../../launcher/progress.mjs';
import { projectRoot } from '../../lib/project-root.ts';
import { buildPages } from './build-pages.ts';

/** `npm run build`: compiles and checks everything, then builds the pages unless they are made of the same sources. */
const PROJECTS = ['shared', 'server', 'client', 'tests'];

/** On standard error: what stands before another command leaves its output alone. */
const say = (line: string) => void process.stderr.write(`${line}\n`);

say('fairday: compiling the server and checking types');
const code = await sayWhile('compiling and checking types', compile());
if (code === 0) await buildPages(say);
process.exitCode = code;

/** @returns the compiler's exit code */
function compile(): Promise<number> {
  const root = projectRoot();
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const child = spawn(process.execPath, [compiler, '-b', ...PROJECTS], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (ended) => resolve(ended ?? 1));
  });
}
