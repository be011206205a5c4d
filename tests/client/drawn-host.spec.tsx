import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { playScene, type ScenePlayer } from '../../client/scene/play.ts';
import { marketClock } from '../../client/screens/buyer/market-clock.ts';
import { clockSecond, goByZone } from '../../client/ui/time-words.ts';
import type { MediaView } from '../../shared/contract/media.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import { aSource, fakeMedia, onAir } from './fake-media.ts';
import { type FakePen, fakePen, fakeScreen } from './fake-pen.ts';
import { aFlash, aGood, aPin, aShelf, aStream, EIGHT } from './market.ts';
import { aStage, type Stage } from './stage.tsx';

let pen: FakePen;
let display: ReturnType<typeof fakeScreen>;
let player: ScenePlayer | null = null;

beforeEach(() => {
  pen = fakePen();
  display = fakeScreen();
  class Stream {
    getVideoTracks = () => [];
    getAudioTracks = () => [];
  }
  vi.stubGlobal('MediaStream', Stream);
  HTMLMediaElement.prototype.play = () => Promise.resolve();
});
afterEach(() => {
  player?.close();
  player = null;
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const NAME = 'The demo’s host, drawn';
const drawn: MediaView = { ...onAir(), isHostDrawn: true };
const floor: Change[] = [aStream(), ['o', [1, 2]], aGood(1, { name: 'Potatoes' }), aShelf(1), aPin(1)];

async function aDemo(media: MediaView | null = drawn, more: Change[] = []): Promise<Stage> {
  const stage = await aStage([...floor, ...more]);
  const library = fakeMedia();
  stage.world.openMediaDevice = library.openDevice;
  stage.live.answer(({ command, request }) => {
    library.view = media ?? onAir();
    return library.answer(command, request);
  });
  if (media) await act(async () => stage.live.say.media.media(media));
  return stage;
}

const told = (stage: Stage, media: MediaView) => act(async () => stage.live.say.media.media(media));
const theDrawing = () => screen.queryByRole('img', { name: NAME });

test('where the host is drawn the page draws it, says so, and offers no choice of a picture that does not come', async () => {
  await aDemo({ ...drawn, isAvailable: false });
  expect(await screen.findByRole('img', { name: NAME })).toBeInTheDocument();
  expect(screen.getByText('Drawn scene')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Video quality' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Add to cart' })).toBeEnabled();
  act(() => setLanguage('zh-CN'));
  expect(screen.getByText('动画演示')).toBeInTheDocument();
});

test('a host who is a person is never drawn, whether there is video or not', async () => {
  const stage = await aDemo({ ...onAir(), isAvailable: false });
  await screen.findByRole('button', { name: 'Video quality' });
  expect(document.querySelector('.drawn')).toBeNull();
  await told(stage, onAir(aSource('camera')));
  expect(document.querySelector('.drawn')).toBeNull();
  expect(screen.queryByText('Drawn scene')).toBeNull();
});

test('number, name and price in force stand on the board, and change with the market', async () => {
  const stage = await aDemo(drawn, [aGood(2, { name: 'Walnuts', listPriceMinor: 4_200 }), aShelf(2)]);
  await screen.findByRole('img', { name: NAME });
  act(() => display.run(100));
  await waitFor(() => expect(pen.written).toContain('Potatoes'));
  expect(pen.written).toContain('¥10.00');
  stage.change(['p', [[2, EIGHT + 1]]]);
  await act(async () => {});
  act(() => display.run(100));
  expect(pen.written).toContain('Walnuts');
  expect(pen.written).toContain('¥42.00');
  stage.change(
    aShelf(2, { flashLeft: 5 }),
    aFlash(2, { priceMinor: 2_990, startsAtMs: EIGHT, endsAtMs: EIGHT + 60_000 }),
  );
  await waitFor(() => {
    act(() => display.run(100));
    expect(pen.written).toContain('¥29.90');
  });
});

test('a name that one line of the board has no room for stands on two, in either language', async () => {
  const stage = await aDemo(drawn, [aGood(2, { name: 'Mountain apples 3 kg' }), aShelf(2)]);
  await screen.findByRole('img', { name: NAME });
  stage.change(['p', [[2, EIGHT + 1]]]);
  await act(async () => {});
  act(() => display.run(100));
  await waitFor(() => expect(pen.written).toEqual(expect.arrayContaining(['Mountain', 'apples 3 kg'])));
  stage.change(aGood(2, { name: '高山黄心土豆五公斤礼盒装' }));
  await act(async () => {});
  act(() => display.run(100));
  await waitFor(() => expect(pen.written).toEqual(expect.arrayContaining(['高山黄心土豆', '五公斤礼盒装'])));
});

/** The broadcast's first picture is there. */
function show(width: number, height: number) {
  const video = screen.getByLabelText<HTMLVideoElement>('The host, live');
  Object.defineProperty(video, 'videoWidth', { value: width, configurable: true });
  Object.defineProperty(video, 'videoHeight', { value: height, configurable: true });
  act(() => void video.dispatchEvent(new Event('loadeddata')));
}

describe.each([
  ['a desktop', { clientWidth: 980, clientHeight: 551 }],
  ['a phone', { clientWidth: 390, clientHeight: 844 }],
])('on %s', (_, size) => {
  test('the drawing stays while its own broadcast is on, and gives way to a camera', async () => {
    for (const side of ['clientWidth', 'clientHeight'] as const)
      vi.spyOn(Element.prototype, side, 'get').mockReturnValue(size[side]);
    const stage = await aDemo();
    await screen.findByRole('img', { name: NAME });
    await told(stage, { ...drawn, sources: [aSource('camera')] });
    show(640, 360);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(theDrawing()).toBeInTheDocument();
    expect(document.querySelector('.video-layer.hidden video')).toBeInTheDocument();
    // A console has taken the camera over.
    await told(stage, onAir({ ...aSource('camera'), sourceId: 'another' }));
    show(1_280, 720);
    await waitFor(() => expect(theDrawing()).toBeNull());
    expect(document.querySelector('.video-layer.hidden video')).toBeNull();
    await waitFor(() => expect(display.isAsked()).toBe(false));
    await told(stage, drawn);
    expect(theDrawing()).toBeInTheDocument();
  });
});

test('nobody stands in for a camera that is off, and [S2] nobody talks in a break', async () => {
  const stage = await aDemo();
  await screen.findByRole('img', { name: NAME });
  await told(stage, { ...drawn, sources: [aSource('camera', { isMuted: true })] });
  await waitFor(() => expect(theDrawing()).toBeNull());
  await told(stage, drawn);
  expect(theDrawing()).toBeInTheDocument();
  stage.change(aStream({ status: 'INTERRUPTED' }));
  await waitFor(() => expect(theDrawing()).toBeNull());
  expect(document.querySelector('.poster')).toBeInTheDocument();
});

test('a browser that paints nothing shows the poster, and sells', async () => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  await aDemo();
  await act(async () => void (await import('../../client/screens/buyer/viewer/video/DrawnHost.tsx')));
  expect(theDrawing()).toBeNull();
  expect(screen.queryByText('Drawn scene')).toBeNull();
  expect(screen.getByRole('button', { name: 'Add to cart' })).toBeEnabled();
});

async function played(): Promise<ScenePlayer> {
  const playing = playScene(document.createElement('canvas'), () => EIGHT);
  player = playing;
  playing.show({ itemNumber: 7, name: 'Tea', price: '¥9.00', picture: '' });
  await Promise.resolve();
  return playing;
}

test('it is painted 25 times a second on a screen of 60, and not at all out of sight', async () => {
  await played();
  display.run(2_000);
  expect(pen.paints('Tea')).toBeGreaterThanOrEqual(45);
  expect(pen.paints('Tea')).toBeLessThanOrEqual(50);
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  const before = pen.paints('Tea');
  expect(display.isAsked()).toBe(false);
  display.run(1_000);
  expect(pen.paints('Tea')).toBe(before);
  hidden.mockRestore();
  document.dispatchEvent(new Event('visibilitychange'));
  display.run(1_000);
  expect(pen.paints('Tea')).toBeGreaterThan(before + 20);
});

test('where no motion is wanted it is painted when the table changes and at no other time, without a clock', async () => {
  const calm = { matches: true, addEventListener() {}, removeEventListener() {} };
  vi.spyOn(window, 'matchMedia').mockReturnValue(calm as unknown as MediaQueryList);
  const playing = await played();
  await vi.waitFor(() => expect(pen.paints('Tea')).toBe(1));
  display.run(2_000);
  expect(pen.paints('Tea')).toBe(1);
  playing.show({ itemNumber: 8, name: 'Beans', price: '¥9.00', picture: '' });
  await vi.waitFor(() => expect(pen.paints('Beans')).toBe(1));
  expect(pen.written.filter((text) => /^\d\d:\d\d:\d\d$/.test(text))).toEqual([]);
});

test('what was laid on the table last is shown, however late the picture before it comes', async () => {
  let arrive = () => {};
  const late = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  HTMLImageElement.prototype.decode = () => late;
  const playing = await played();
  playing.show({ itemNumber: 8, name: 'Late', price: '', picture: '/late.webp' });
  playing.show({ itemNumber: 9, name: 'Last', price: '', picture: '' });
  await Promise.resolve();
  arrive();
  await new Promise((resolve) => setTimeout(resolve, 0));
  display.run(200);
  expect(pen.written).toContain('Last');
  expect(pen.written).not.toContain('Late');
});

test('the board changes at once, and the picture follows', async () => {
  let arrive = () => {};
  HTMLImageElement.prototype.decode = () =>
    new Promise<void>((resolve) => {
      arrive = resolve;
    });
  const playing = await played();
  playing.show({ itemNumber: 8, name: 'Slow', price: '¥9.00', picture: '/slow.webp' });
  display.run(200);
  expect(pen.written).toContain('Slow');
  expect(pen.written).toContain('¥9.00');
  // Its price falls while the picture is still on its way.
  playing.show({ itemNumber: 8, name: 'Slow', price: '¥7.00', picture: '/slow.webp' });
  display.run(200);
  expect(pen.written).toContain('¥7.00');
  arrive();
});

test.each(['Asia/Shanghai', 'America/New_York', null])(
  'its clock goes by the zone of the page, here %s',
  (zone) => {
    goByZone(zone);
    try {
      const shown = new Date(marketClock(() => EIGHT)()).toTimeString().slice(0, 8);
      expect(shown).toBe(clockSecond(EIGHT, 'en'));
    } finally {
      goByZone(null);
    }
  },
);
