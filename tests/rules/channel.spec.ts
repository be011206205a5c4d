import { expect, test } from 'vitest';
import { channelOf } from '../../shared/values/channel.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { replyOf } from '../builders/outcomes.ts';

/** The channels of all facts of a type. */
function channelsIn(m: Market, type: 'cart_added' | 'order_placed'): unknown[] {
  return m.bench.facts().flatMap((fact) => (fact.type === type && 'channel' in fact ? [fact.channel] : []));
}

test('[C1] the channel of the link stands on the add and on the order', () => {
  const m = aLiveStream(aProduct('mug', { stock: 5 }));
  const ana = m.buyer('ana');
  replyOf(ana.adds('mug', 1, { channel: 'wechat' }));
  const orderId = ana.places({ channel: 'jd' });
  expect(channelsIn(m, 'cart_added')).toEqual(['wechat']);
  expect(channelsIn(m, 'order_placed')).toEqual(['jd']);
  expect(m.bench.order(orderId)?.channel).toBe('jd');
});

test('[C1] who comes by nobody’s link leaves facts as they were before there were channels', () => {
  const m = aLiveStream(aProduct('mug', { stock: 5 }));
  const ana = m.buyer('ana');
  replyOf(ana.adds('mug', 1, { channel: 'direct' }));
  ana.places();
  for (const fact of m.bench.facts()) {
    expect(fact).not.toHaveProperty('channel');
  }
});

test('[C1] a channel that nobody knows is direct', () => {
  expect(['jd', 'wechat', 'JD', 'tiktok', ''].map(channelOf)).toEqual([
    'jd',
    'wechat',
    'direct',
    'direct',
    'direct',
  ]);
});
