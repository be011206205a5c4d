import { expect, test } from 'vitest';
import { Air, type Broadcast, DRAWING_PROGRAM, type OnAir } from '../../server/media/broadcast.ts';
import { type Known, mediaViewOf, type OnAirHere } from '../../server/media/media-view.ts';
import { mediaView } from '../../shared/contract/media.ts';

const stream = { slug: 'potato-day', playbackUrl: null, isRecording: false };
const here: Pick<OnAirHere, 'sources' | 'reason' | 'hlsReason' | 'isHostDrawn'> = {
  sources: [],
  reason: 'switched_off',
  hlsReason: 'switched_off',
  isHostDrawn: true,
};
const told = (status: Known['status'], onAir = here) => mediaViewOf({ ...stream, status }, onAir, false);

test('a drawn host is said to be one while the stream is on', () => {
  for (const status of ['LIVE', 'INTERRUPTED'] as const) {
    expect(mediaView.parse(told(status))).toEqual({
      isAvailable: false,
      sources: [],
      playback: null,
      isHostDrawn: true,
    });
  }
});

test('nothing is said of it before the stream, after it, and of a host who is a person', () => {
  for (const status of ['SCHEDULED', 'ENDED', 'CLOSED', 'CANCELLED'] as const) {
    expect(told(status)).not.toHaveProperty('isHostDrawn');
  }
  // Staff see a stream's camera before it is live: what stands in for it viewers see only then.
  expect(mediaViewOf({ ...stream, status: 'SCHEDULED' }, here, true)).not.toHaveProperty('isHostDrawn');
  expect(told('LIVE', { ...here, isHostDrawn: false })).not.toHaveProperty('isHostDrawn');
});

test('the host is a drawing until something is on the air that no page can draw', () => {
  const air = new Air(() => {});
  const by = (label: string, via: Broadcast['via']): Broadcast => ({
    ...{ seatId: label, label, via },
    end: () => {},
  });
  const source = (sourceId: string) => ({ sourceId, kind: 'video', onClosed: () => {}, close: () => {} });
  const add = (from: Broadcast, sourceId: string) => {
    air.begin(from);
    air.put({ name: 'camera', source: source(sourceId), by: from } as unknown as OnAir);
  };
  expect(air.isDrawing).toBe(true);
  add(by(DRAWING_PROGRAM, 'whip'), 'a');
  expect(air.isDrawing).toBe(true);
  add(by('Chrome on Windows', 'console'), 'b');
  expect(air.isDrawing).toBe(false);
  // Whatever a console is called, it sends a camera.
  add(by(DRAWING_PROGRAM, 'console'), 'c');
  expect(air.isDrawing).toBe(false);
  add(by('OBS-Studio/31.0.0', 'whip'), 'd');
  expect(air.isDrawing).toBe(false);
});
