import { expect, test } from 'vitest';
import { createDeviceStorage } from '../../client/connection/device-storage.ts';
import { channelFor } from '../../client/stores/kept-channel.ts';

test('[C1] the last link that named a channel holds for its stream, also after a plain visit', () => {
  const keep = createDeviceStorage(null);
  expect(channelFor('potato-day', '', keep)).toBe('direct');
  expect(channelFor('potato-day', '?c=jd', keep)).toBe('jd');
  expect(channelFor('potato-day', '', keep)).toBe('jd');
  expect(channelFor('potato-day', '?c=wechat', keep)).toBe('wechat');
  expect(channelFor('quinoa-night', '', keep)).toBe('direct');
  expect(channelFor('potato-day', '?c=tiktok', keep)).toBe('direct');
  expect(channelFor('potato-day', '', keep)).toBe('direct');
});

test('[C1] a device remembers the channels of fifty streams, and whatever lies there is read without harm', () => {
  const keep = createDeviceStorage(null);
  for (let n = 0; n < 51; n += 1) channelFor(`stream-${n}`, '?c=jd', keep);
  expect(channelFor('stream-0', '', keep)).toBe('direct');
  expect(channelFor('stream-1', '', keep)).toBe('jd');
  keep.write('fairday.channels', 'x == =jd stream-1 stream-2=<b>');
  expect(channelFor('stream-2', '', keep)).toBe('direct');
});
