import { expect, test } from 'vitest';
import { MediaReceiver } from '../../server/media/media-receiver.ts';
import type { Showing } from '../../server/media/showing.ts';
import type { Received, Transport } from '../../server/ports/media.ts';

test('[design] a source that goes while its viewer asks for it is not there; any other fault is one', async () => {
  const { watching, received } = await aViewer();
  const resume = () => watching.answers['media:resume']({ consumerId: 'consumer' });
  received.resume = async () => {
    throw new Error('broken');
  };
  await expect(resume()).rejects.toThrow('broken');
  received.resume = async () => {
    received.ends();
    throw new Error('not found');
  };
  expect(await resume()).toEqual({ code: 'NOT_FOUND' });
  expect(await resume()).toEqual({ code: 'NOT_FOUND' });
});

/** Somebody who receives one source, over a line that is made up. */
async function aViewer() {
  const ending: (() => void)[] = [];
  const received = {
    consumerId: 'consumer',
    kind: 'video',
    rtp: {},
    layers: 1,
    onLayer() {},
    onClosed: (listener: () => void) => void ending.push(listener),
    ends() {
      for (const end of ending) end();
    },
  } as unknown as Received & { ends(): void };
  const line = { end: {}, receive: async () => received, close() {} } as unknown as Transport;
  const showing = { isShown: true, find: async () => ({ isMuted: false }) } as unknown as Showing;
  const owner = { seatId: 'seat', isStaff: false, onLayer() {}, onRejoin() {} };
  const watching = new MediaReceiver(showing, owner, async () => line);
  await watching.answers['media:watch']({} as never);
  await watching.answers['media:consume']({ sourceId: 'source', rtp: {} as never } as never);
  return { watching, received };
}
