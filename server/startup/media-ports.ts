import { BlockList, isIP } from 'node:net';

/** Addresses that a browser takes for those of a private network, or of its own machine. */
const inside = new BlockList();
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  inside.addSubnet(network, bits, 'ipv4');
}
inside.addAddress('::1', 'ipv6');
inside.addSubnet('fc00::', 7, 'ipv6');
inside.addSubnet('fe80::', 10, 'ipv6');

/** Below it, browsers send media to 80 and 443 alone, and to these only at a public address. */
const FIRST_FREE = 1_024;
const ALLOWED_BELOW: readonly number[] = [80, 443];

/**
 * Why browsers would send no media to the ports of `workers` workers from `port` on: they drop such an address without
 * a word, and the line never comes about. Null if they would.
 * @param port the first worker's; 0 for free ones, which are high
 * @param address what browsers are told: an address or a name
 */
export function whyRefusedByBrowsers(port: number, workers: number, address: string): string | null {
  if (port === 0 || workers === 0 || port >= FIRST_FREE) return null;
  const ports = Array.from({ length: workers }, (_, n) => port + n);
  const refused = ports.find((each) => each < FIRST_FREE && !ALLOWED_BELOW.includes(each));
  if (refused === port)
    return `browsers send no media to port ${port}: set it to 1024 or higher, or 80 or 443`;
  if (refused !== undefined) {
    return `${workers} workers take ports ${port} to ${port + workers - 1} and browsers send no media to ${refused}: set MEDIA_WORKERS to 1, or MEDIA_PORT to 1024 or higher`;
  }
  if (!isInside(address)) return null;
  return `browsers send no media to port ${port} of ${address}, an address of a private network: set it to 1024 or higher`;
}

function isInside(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && inside.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
