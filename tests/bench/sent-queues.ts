import { readFileSync } from 'node:fs';

/** Bytes that kernels keep of connections with a port of this machine: the most of any one that is sent, and that is not read. */
export interface SentQueues {
  unsent: number;
  unread: number;
}

/** Both ends are on this machine. Linux alone tells it; elsewhere both are 0. */
export function sentQueues(port: number): SentQueues {
  const most = { unsent: 0, unread: 0 };
  for (const { local, remote, sent, received } of rows()) {
    if (local === port) most.unsent = Math.max(most.unsent, sent);
    if (remote === port) most.unread = Math.max(most.unread, received);
  }
  return most;
}

/** The ports of each connection's ends, and what waits on it: all in hexadecimal there. */
function rows(): { local: number; remote: number; sent: number; received: number }[] {
  const number = (text: string | undefined) => Number.parseInt(text ?? '', 16);
  try {
    const [, ...lines] = readFileSync('/proc/net/tcp', 'utf8').trim().split('\n');
    return lines.map((line) => {
      const [, local = '', remote = '', , queue = ''] = line.trim().split(/\s+/);
      const [sent, received] = queue.split(':');
      return {
        ...{ local: number(local.split(':')[1]), remote: number(remote.split(':')[1]) },
        ...{ sent: number(sent), received: number(received) },
      };
    });
  } catch {
    return [];
  }
}
