import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';

/** What makes the pages, and the one that draws the market. */
const TOOLS = [
  ['vite/bin/vite.js', 'build', '--logLevel', 'warn'],
  ['typescript/bin/tsc', '-b', 'server/demo/scene/page'],
] as const;
/** Of what a tool says the end is enough, characters. */
const MOST_SAID = 4_000;

/**
 * Builds what a browser is sent, out of the checkout, in processes of their own: the demo plays its past meanwhile.
 * Types are checked elsewhere (`npm run build`). Rejects with what the tool said.
 */
export async function buildPages(): Promise<void> {
  await Promise.all(TOOLS.map(([tool, ...args]) => run(tool, args)));
}

function run(tool: string, args: readonly string[]): Promise<void> {
  const root = projectRoot();
  const program = join(root, 'node_modules', tool);
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      said = (said + piece).slice(-MOST_SAID);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The pages were not built: ${tool} ended with ${code}.\n${said}`));
    });
  });
}
