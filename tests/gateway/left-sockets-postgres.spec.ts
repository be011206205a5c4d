import { expect, test } from 'vitest';
import { controlPaths, isAnswered } from '../../server/control/socket.ts';
import { fairday } from '../audit/command.ts';
import { lonePostgresGround } from '../crash/ground.ts';
import { ServerProcess } from '../crash/server-process.ts';

test('of two servers in one folder the killed one’s socket goes at the next start, the other’s stays', async () => {
  const ground = await lonePostgresGround();
  const servers = [1, 2, 3].map(() => new ServerProcess(ground.environment));
  const [killed, living, next] = servers as [ServerProcess, ServerProcess, ServerProcess];
  try {
    await killed.start();
    const [gone] = controlPaths(ground.folder);
    await living.start();
    await killed.kill();
    expect(controlPaths(ground.folder)).toHaveLength(2);
    await next.start();
    const paths = controlPaths(ground.folder);
    expect(paths).toHaveLength(2);
    expect(paths).not.toContain(gone);
    expect(await Promise.all(paths.map(isAnswered))).toEqual([true, true]);
    const { servers: told } = JSON.parse((await fairday(ground.environment, 'status', '--json')).out);
    expect(told.map(({ pid }: { pid: number }) => pid).toSorted()).toEqual([living.pid, next.pid].toSorted());
  } finally {
    for (const server of servers) await server.kill().catch(() => {});
    await ground.close();
  }
}, 120_000);
