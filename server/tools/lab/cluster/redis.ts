import { createClient } from 'redis';
import { Child } from './child.ts';
import { pathOf } from './programs.ts';

const START_MS = 10_000;

/** A Redis of one's own on 127.0.0.1 that keeps nothing: started again it is empty. */
export interface PrivateRedis {
  child: Child;
  url: string;
  port: number;
  /** Asks over a connection that is made for this one question: `command('CONFIG', 'SET', …)`. */
  command(...words: string[]): Promise<unknown>;
}

/** Nothing runs yet: `child.start()` starts it. */
export function makeRedis(folder: string, port: number, password = ''): PrivateRedis {
  const url = `redis://${password ? `:${password}@` : ''}127.0.0.1:${port}`;
  const command = async (...words: string[]) => {
    const client = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: 2_000 } });
    client.on('error', () => {});
    await client.connect();
    try {
      return await client.sendCommand(words);
    } finally {
      await client.close();
    }
  };
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  flags.push('--dir', folder, '--enable-debug-command', 'yes', '--loglevel', 'warning');
  if (password) flags.push('--requirepass', password);
  const child = new Child({
    name: 'Redis',
    command: pathOf('redis-server'),
    args: flags,
    isReady: () =>
      command('PING').then(
        () => true,
        () => false,
      ),
    readyMs: START_MS,
  });
  return { child, url, port, command };
}
