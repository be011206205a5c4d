import { randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';

/**
 * The settings of a command that opens the market beside servers that run: a node of its own, without live video.
 * Under a server's name it would empty the folder of what that one records, and share its leases.
 */
export function asCommand(config: Config): Config {
  const node = {
    ...config.node,
    id: `command-${randomBytes(4).toString('hex')}`,
    host: '127.0.0.1',
    port: 0,
    address: null,
  };
  return { ...config, node, media: { ...config.media, workers: 0 } };
}
