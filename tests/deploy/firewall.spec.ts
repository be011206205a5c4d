import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { limitDefaults } from '../../server/ports/limits.ts';

const FILE = join(import.meta.dirname, '../../docs/deploy/nftables.conf');
const rules = readFileSync(FILE, 'utf8');

test('nft takes the rules of the firewall', () => {
  // In a network of its own, so that nothing of this machine's is asked or changed, and root need not run it.
  const ask = ['--map-root-user', '--net', 'nft', '--check', '--file', FILE];
  const { status, stderr } = spawnSync('unshare', ask, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('[X153] an address has so many TCP connections to the media ports as it has seats, and a few', () => {
  const [open] = /^\s*tcp dport (\S+) accept comment "live video.*$/m.exec(rules)!;
  const ports = /dport (\S+)/.exec(open)![1];
  const caps = [
    ...rules.matchAll(/^\s*tcp dport (\S+) add @video[46] \{ (.+) ct count over (\d+) \} drop$/gm),
  ];
  expect(caps.map(([, port, whose]) => [port, whose])).toEqual([
    [ports, 'ip saddr'],
    [ports, 'ip6 saddr & ffff:ffff:ffff:ffff::'],
  ]);
  const seats = limitDefaults.MAX_VIDEO_SEATS_PER_ADDRESS;
  for (const [cap, , , most] of caps) {
    expect(Number(most)).toBeGreaterThan(seats);
    expect(Number(most)).toBeLessThan(2 * seats);
    // What is dropped has to be asked before what is let in.
    expect(rules.indexOf(cap)).toBeLessThan(rules.indexOf(open));
  }
});
