import { isIP } from 'node:net';

/**
 * Who shares limits with an IP address: IPv4 counts whole, also where it is mapped into IPv6; IPv6 counts by its /64,
 * which one household or one phone has to itself. What is no IP address counts as it is written.
 */
export function addressKey(ip: string): string {
  const plain = readIp(ip);
  if (plain === null || isIP(plain) === 4) return plain ?? ip;
  return networkOf6(plain, 4);
}

/**
 * The network of an IP address: IPv4 by its /24, also where it is mapped into IPv6; IPv6 by its /48, which a provider gives
 * to one site. It also takes what `addressKey` made of an address. What is no IP address stays as it is written.
 */
export function networkOf(ip: string): string {
  const plain = readIp(ip.replace(/\/64$/, ''));
  if (plain === null) return ip;
  return isIP(plain) === 4 ? `${plain.split('.').slice(0, 3).join('.')}.0/24` : networkOf6(plain, 3);
}

/** The first groups of an IPv6 address, of 16 bits each, as its network is written. */
function networkOf6(ip: string, groups: number): string {
  const network = groupsOf(ip).slice(0, groups);
  return `${network.map((group) => group.toString(16)).join(':')}::/${16 * groups}`;
}

/** An IP address without brackets, port and zone, IPv4 also where it came mapped; null if it is none. */
export function readIp(written: string): string | null {
  const [, bracketed, dotted] = /^\[([^\]]*)\](?::\d+)?$|^(\d+(?:\.\d+){3}):\d+$/.exec(written) ?? [];
  const bare = bracketed ?? dotted ?? written;
  if (isIP(bare) !== 6) return isIP(bare) === 4 ? bare : null;
  const ip = bare.replace(/%.*$/, '');
  const groups = groupsOf(ip);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!isMapped) return ip;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');
}

/** The eight groups of an IPv6 address. */
function groupsOf(ip: string): number[] {
  const [left = [], right] = ip.split('::').map((half) => half.split(':').flatMap(numbersOf));
  if (right === undefined) return [...left];
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

/** A group as a number; a dotted end as the two that it stands for. */
function numbersOf(group: string): number[] {
  if (group === '') return [];
  if (!group.includes('.')) return [Number.parseInt(group, 16)];
  const [a, b, c, d] = group.split('.').map(Number);
  return [a! * 256 + b!, c! * 256 + d!];
}
