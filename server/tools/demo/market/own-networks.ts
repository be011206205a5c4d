import { platform } from 'node:os';

/** Linux has all of 127.0.0.0/8 for its own; other systems have 127.0.0.1 alone. */
const hasNetworks = platform() === 'linux';

/** Whether a server is reached by the loopback, so that a crowd can come from other addresses of it. */
function isOfThisMachine(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname.startsWith('127.');
}

/** Whether a crowd can come to a server over several networks, by addresses of this machine. */
export function hasNetworksTo(url: string): boolean {
  return hasNetworks && isOfThisMachine(url);
}

/**
 * An address of this machine in a network of its own (/24), so that a market tells apart where people are (H8). Each has 28,000
 * ports to go out from.
 * @param network 0 to 255
 * @returns undefined where everybody comes from one address
 */
export function addressIn(network: number, url: string): string | undefined {
  return hasNetworksTo(url) ? `127.1.${network}.1` : undefined;
}
