import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/**
 * Runs `fairday …` from source, as a shell would.
 * @param environment where the market is: DATA_DIR, DATABASE_URL, and what else differs
 */
export async function fairday(
  environment: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(root, 'server/cli.ts'), ...args], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'test',
      AUTH_SECRET: 'a secret for tests, thirty-two characters or more',
      ...environment,
    },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}
