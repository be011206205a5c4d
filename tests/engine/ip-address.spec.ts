import { expect, test } from 'vitest';
import { addressKey, networkOf } from '../../server/lib/ip-address.ts';

test('the network of an IPv4 address is its /24, of an IPv6 address its /48, however it is written', () => {
  expect(networkOf('203.0.113.7')).toBe('203.0.113.0/24');
  expect(networkOf('203.0.113.255')).toBe('203.0.113.0/24');
  expect(networkOf('203.0.114.7')).toBe('203.0.114.0/24');
  expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.0/24');
  expect(networkOf('2001:db8:1:2::7')).toBe('2001:db8:1::/48');
  expect(networkOf('2001:0DB8:0001:ffff:ffff:ffff:ffff:ffff')).toBe('2001:db8:1::/48');
  expect(networkOf('2001:db8:2::7')).toBe('2001:db8:2::/48');
  expect(networkOf('::1')).toBe('0:0:0::/48');
});

test('the key of an address has the network of the address', () => {
  for (const ip of [
    '203.0.113.7',
    '::ffff:203.0.113.7',
    '2001:db8:1:2::7',
    '2001:db8::7',
    '::1',
    'fe80::7%eth0',
  ]) {
    expect(networkOf(addressKey(ip)), ip).toBe(networkOf(ip));
  }
});

test('what is no IP address is a network of its own', () => {
  expect(networkOf('')).toBe('');
  expect(networkOf('unknown')).toBe('unknown');
});
