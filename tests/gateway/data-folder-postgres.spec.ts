import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fairday } from '../audit/command.ts';
import { lonePostgresGround } from '../crash/ground.ts';
import { ServerProcess } from '../crash/server-process.ts';

test('[X95] with PostgreSQL too the data folder is made at the start, and a path whose folder is not there is a mistake', async () => {
  const ground = await lonePostgresGround();
  const DATA_DIR = join(ground.folder, 'data');
  const server = new ServerProcess({ ...ground.environment, DATA_DIR });
  try {
    await server.start();
    // The command line reaches a server by its socket there.
    const { code, out } = await fairday({ ...ground.environment, DATA_DIR }, 'status', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out).servers).toMatchObject([{ pid: server.pid }]);
    await server.stop();
    const missing = join(ground.folder, 'nowhere');
    await expect(server.start({ DATA_DIR: join(missing, 'data') })).rejects.toThrow(
      `DATA_DIR ${join(missing, 'data')} cannot be made: ${missing} is not there.`,
    );
    expect(existsSync(missing)).toBe(false);
  } finally {
    await server.kill().catch(() => {});
    await ground.close();
  }
}, 120_000);
