import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sayWhile } from '../../launcher/progress.mjs';
import { projectRoot } from '../../lib/project-root.ts';
import { arePagesCurrent, markPages, sourcesDigest, unmarkPages } from './pages-mark.ts';

/** What makes the pages, and the one that draws the market; the latter whole, since its compiler looks at sources alone. */
const TOOLS = [
  ['vite/bin/vite.js', 'build', '--logLevel', 'warn'],
  ['typescript/bin/tsc', '-b', '--force', 'server/tools/demo/scene/page'],
] as const;
/** Of what a tool says the end is enough, characters. */
const MOST_SAID = 4_000;

/**
 * Builds what a browser is sent, out of the checkout, in processes of their own, unless what lies there is made of the
 * same sources. Types are checked elsewhere (`npm run build`). Rejects with what the tool said.
 * @param say hears a line at once, and one every few seconds while it takes
 */
export async function buildPages(say: (line: string) => void): Promise<void> {
  const root = projectRoot();
  if (arePagesCurrent(root)) {
    say('fairday: the pages are built');
    return;
  }
  say('fairday: building the pages, the first time or after a change: up to a minute');
  const sources = sourcesDigest(root);
  unmarkPages(root);
  await sayWhile('building the pages', Promise.all(TOOLS.map(([tool, ...args]) => run(root, tool, args))), {
    say,
  });
  // What was changed meanwhile may be in the pages or not.
  if (sourcesDigest(root) === sources) markPages(root, sources);
}

function run(root: string, tool: string, args: readonly string[]): Promise<void> {
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
