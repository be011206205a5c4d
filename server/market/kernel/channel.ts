import type { Channel } from '../../../shared/values/channel.ts';

/** Most buyers come by themselves: their facts stay as short as they were before there were channels. */
export function notDirect(channel: Channel | undefined): { channel?: Channel } {
  return channel === undefined || channel === 'direct' ? {} : { channel };
}
