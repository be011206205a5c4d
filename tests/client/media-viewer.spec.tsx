import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { fitOf } from '../../client/screens/buyer/viewer/video/fit.ts';
import { aSource, type FakeMedia, fakeMedia, inbound, onAir } from './fake-media.ts';
import { aGood, aPin, aShelf, aStream } from './market.ts';
import { aStage, type Stage } from './stage.tsx';

// jsdom plays nothing: streams and players stand in by name.
beforeEach(() => {
  class Stream {
    private readonly tracks: MediaStreamTrack[];
    constructor(tracks: MediaStreamTrack[]) {
      this.tracks = tracks;
    }
    getVideoTracks = () => this.tracks.filter(({ kind }) => kind === 'video');
    getAudioTracks = () => this.tracks.filter(({ kind }) => kind === 'audio');
    addTrack(track: MediaStreamTrack) {
      if (!this.tracks.includes(track)) this.tracks.push(track);
    }
    removeTrack(track: MediaStreamTrack) {
      this.tracks.splice(this.tracks.indexOf(track), 1);
    }
  }
  vi.stubGlobal('MediaStream', Stream);
  HTMLMediaElement.prototype.play = () => Promise.resolve();
  return () => vi.unstubAllGlobals();
});

const floor = [aStream(), ['o', [1]] as const, aGood(1, { name: 'Potatoes' }), aShelf(1), aPin(1)];

async function aStageWithVideo(
  more: Parameters<typeof aStage>[0] = [],
): Promise<{ stage: Stage; media: FakeMedia }> {
  const media = fakeMedia();
  const stage = await aStage([...(floor as Parameters<typeof aStage>[0]), ...more]);
  stage.world.openMediaDevice = media.openDevice;
  stage.live.answer(({ command, request }) => media.answer(command, request));
  media.view = onAir(aSource('camera'), aSource('microphone'));
  await act(async () => stage.live.say.media.media(media.view));
  await screen.findByRole('button', { name: 'Video quality' });
  return { stage, media };
}

function show(video: HTMLVideoElement, width: number, height: number) {
  Object.defineProperty(video, 'videoWidth', { value: width, configurable: true });
  Object.defineProperty(video, 'videoHeight', { value: height, configurable: true });
  act(() => void video.dispatchEvent(new Event('loadeddata')));
}
const theVideo = () => screen.getByLabelText<HTMLVideoElement>('The host, live');
const layer = () => document.querySelector('.video-layer')!;

test('without anything on the air there is the poster and no button about a picture', async () => {
  await aStage(floor as Parameters<typeof aStage>[0]);
  expect(document.querySelector('.poster')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Video quality' })).toBeNull();
});

test('the poster stays until the first picture is there, and never gives way to black', async () => {
  const { stage } = await aStageWithVideo();
  expect(layer()).toHaveClass('hidden');
  await waitFor(() => expect(theVideo().srcObject).not.toBeNull());
  show(theVideo(), 1_280, 720);
  expect(layer()).not.toHaveClass('hidden');
  expect(document.querySelector('.poster')).toBeInTheDocument();
  await act(async () =>
    stage.live.say.media.media(onAir(aSource('camera', { isMuted: true }), aSource('microphone'))),
  );
  expect(layer()).toHaveClass('hidden');
  expect(screen.getByText('The host turned the camera off for a moment')).toBeInTheDocument();
});

test('it begins without sound, and one small button with a name turns it on', async () => {
  await aStageWithVideo();
  expect(theVideo().muted).toBe(true);
  expect(screen.getByRole('button', { name: 'Tap to unmute' })).toHaveTextContent('');
  await userEvent.click(screen.getByRole('button', { name: 'Tap to unmute' }));
  expect(theVideo().muted).toBe(false);
  await userEvent.click(screen.getByRole('button', { name: 'Mute' }));
  expect(theVideo().muted).toBe(true);
});

describe('a picture that is shown whole', () => {
  const drawn: unknown[] = [];
  beforeEach(() => {
    drawn.length = 0;
    const pen = { drawImage: (from: unknown) => void drawn.push(from) };
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(pen as never);
    vi.spyOn(HTMLMediaElement.prototype, 'readyState', 'get').mockReturnValue(4);
    for (const side of ['clientWidth', 'clientHeight'] as const) {
      const size = { clientWidth: 390, clientHeight: 844 }[side];
      vi.spyOn(Element.prototype, side, 'get').mockReturnValue(size);
    }
    return () => {
      vi.restoreAllMocks();
      Reflect.deleteProperty(navigator, 'connection');
    };
  });
  const ground = () => document.querySelector('.video-ground');

  test('stands on a blurred copy of itself; one that is upright fills the stage and needs none', async () => {
    await aStageWithVideo();
    await waitFor(() => expect(theVideo().srcObject).not.toBeNull());
    expect(ground()).toBeNull();
    show(theVideo(), 1_280, 720);
    expect(ground()).toBeInTheDocument();
    expect(drawn).toContain(theVideo());
    show(theVideo(), 720, 1_280);
    expect(ground()).toBeNull();
    expect(layer()).toHaveClass('cover');
  });

  test('stands on a plain ground where data is saved, by the device or by choice', async () => {
    Object.assign(navigator, { connection: { saveData: true } });
    await aStageWithVideo();
    await waitFor(() => expect(theVideo().srcObject).not.toBeNull());
    show(theVideo(), 1_280, 720);
    expect(layer()).toHaveClass('contain');
    expect(ground()).toBeNull();
    Object.assign(navigator, { connection: { saveData: false } });
    await userEvent.click(screen.getByRole('button', { name: 'Video quality' }));
    await userEvent.click(await screen.findByRole('radio', { name: /^Data saver/ }));
    expect(ground()).toBeNull();
    await userEvent.click(screen.getAllByRole('radio', { name: /^Auto/ })[0]!);
    await waitFor(() => expect(ground()).toBeInTheDocument());
  });
});

test('[S2] in an interruption the slate stands and what is for sale goes on', async () => {
  const { stage } = await aStageWithVideo();
  stage.change(aStream({ status: 'INTERRUPTED' }));
  expect(await screen.findByRole('heading', { name: 'Short break' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Tap to unmute' })).toBeNull();
  expect(screen.getByRole('button', { name: /^Add to cart/ })).toBeEnabled();
});

test('when the day has ended the picture is put away, and there is a way to look back', async () => {
  const { stage } = await aStageWithVideo();
  stage.change(aStream({ status: 'ENDED', endedAtMs: 1 }));
  expect(document.querySelector('video')).toBeNull();
  expect(await screen.findByRole('link', { name: 'Look back at this stream' })).toHaveAttribute(
    'href',
    '/replay/potato-day',
  );
});

test('a viewer chooses what comes and what it may cost; both are shown as chosen', async () => {
  const { media } = await aStageWithVideo();
  await userEvent.click(screen.getByRole('button', { name: 'Video quality' }));
  expect(screen.getByText('0 MB used for this stream')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('radio', { name: /^Audio only, with a still/ }));
  await waitFor(() => expect(media.asked.some((each) => each.startsWith('media:pause'))).toBe(true));
  expect(screen.getByRole('button', { name: 'Audio only, with a still every 10 s' })).toBeInTheDocument();
  await userEvent.click(screen.getByRole('radio', { name: '100 MB' }));
  expect(screen.getByText('0 of 100 MB used for this stream')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('radio', { name: /^No video, no audio/ }));
  await waitFor(() => expect(media.asked.at(-1)).toBe('media:leave'));
  expect(screen.queryByRole('button', { name: 'Tap to unmute' })).toBeNull();
});

test('a browser that plays no sound without a tap goes on without it, and offers the button again', async () => {
  const { stage } = await aStageWithVideo();
  await userEvent.click(screen.getByRole('button', { name: 'Tap to unmute' }));
  expect(theVideo().muted).toBe(false);
  const refused = vi
    .spyOn(HTMLMediaElement.prototype, 'play')
    .mockRejectedValueOnce(new DOMException('tap first', 'NotAllowedError'))
    .mockResolvedValue();
  // As after a sleep: the line is new, its tracks are new, and nobody has tapped.
  await act(async () => stage.live.welcome({}));
  expect(await screen.findByRole('button', { name: 'Tap to unmute' })).toBeInTheDocument();
  expect(theVideo().muted).toBe(true);
  expect(refused.mock.calls.length).toBeGreaterThanOrEqual(2);
  refused.mockRestore();
});

test('a picture that stood still while nobody looked is played again when somebody does', async () => {
  await aStageWithVideo();
  await waitFor(() => expect(theVideo().srcObject).not.toBeNull());
  const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  document.dispatchEvent(new Event('visibilitychange'));
  expect(play).toHaveBeenCalledTimes(1);
  play.mockRestore();
});

test('the picture goes into a window of its own and back, and flows on there while the page is out of sight', async () => {
  const { media } = await aStageWithVideo();
  await waitFor(() => expect(theVideo().srcObject).not.toBeNull());
  expect(screen.queryByRole('button', { name: 'Picture-in-picture' })).toBeNull();
  Object.assign(document, { pictureInPictureEnabled: true });
  const video = theVideo();
  const request = vi.fn(async () => {
    Object.assign(document, { pictureInPictureElement: video });
    video.dispatchEvent(new Event('enterpictureinpicture'));
  });
  Object.assign(video, { requestPictureInPicture: request });
  const exit = vi.fn(async () => void video.dispatchEvent(new Event('leavepictureinpicture')));
  Object.assign(document, { exitPictureInPicture: exit });
  await userEvent.click(screen.getByRole('button', { name: 'Tap to unmute' }));
  const button = screen.getByRole('button', { name: 'Picture-in-picture' });
  await userEvent.click(button);
  expect(request).toHaveBeenCalledTimes(1);
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  vi.useFakeTimers({ shouldAdvanceTime: true });
  document.dispatchEvent(new Event('visibilitychange'));
  await act(() => vi.advanceTimersByTimeAsync(16_000));
  vi.useRealTimers();
  expect(media.asked.some((each) => each.startsWith('media:pause'))).toBe(false);
  hidden.mockRestore();
  await userEvent.click(button);
  expect(exit).toHaveBeenCalledTimes(1);
  for (const name of ['pictureInPictureEnabled', 'pictureInPictureElement', 'exitPictureInPicture']) {
    Reflect.deleteProperty(document, name);
  }
});

test('a busy device is told so, in its own words and not in those of a weak line', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    const { media } = await aStageWithVideo();
    await waitFor(() => expect(media.lines.at(-1)?.flows.some(({ kind }) => kind === 'video')).toBe(true));
    const flow = media.lines.at(-1)!.flows.find(({ kind }) => kind === 'video')!;
    let read = 0;
    // In every period half of what arrives whole is dropped, and no packet is lost.
    Object.defineProperty(flow, 'stats', {
      get() {
        read += 1;
        const [framesReceived, half] = [50 * read, 25 * read];
        return [
          inbound({ packetsReceived: 60 * read, framesReceived, framesDecoded: half, framesDropped: half }),
        ];
      },
    });
    await act(() => vi.advanceTimersByTimeAsync(6_000));
    expect(screen.getByText('Lower quality: this device is busy')).toBeInTheDocument();
    act(() => setLanguage('zh-CN'));
    expect(screen.getByText('设备较忙，已降低画质')).toBeInTheDocument();
  } finally {
    vi.useRealTimers();
    act(() => setLanguage('en'));
  }
});

test('[L7] a card held to the picture says so, and sells at the price of now', async () => {
  const { stage, media } = await aStageWithVideo([aGood(2, { name: 'Walnuts' }), aShelf(2)]);
  const video = () => media.lines.at(-1)?.flows.find(({ kind }) => kind === 'video');
  await waitFor(() => expect(video()).toBeDefined());
  await userEvent.click(screen.getByRole('button', { name: 'Video quality' }));
  await userEvent.click(await screen.findByRole('radio', { name: 'Always' }));
  const late = { framesDecoded: 60, jitterBufferDelay: 120, jitterBufferEmittedCount: 60 };
  video()!.stats = [inbound(late)];
  await screen.findByText('The video is 2 s behind live.');
  stage.clock.nowMs += 60_000;
  stage.change(['p', [[2, stage.clock.nowMs]]], aGood(1, { name: 'Potatoes', listPriceMinor: 777 }));
  const card = screen.getByRole('article', { name: 'Item 1' });
  // What it says comes with a chunk of its own, as pictures are seldom behind.
  await within(card).findByText('In sync with the video, 2 s ago. Price, timer and stock are live.');
  expect(card).toHaveTextContent('¥7.77');
  await userEvent.click(screen.getByRole('button', { name: 'Showing now: 2' }));
  expect(screen.getByRole('article', { name: 'Item 2' })).not.toHaveTextContent('In sync with the video');
});

test('without the library there are words, and the sale goes on', async () => {
  const stage = await aStage(floor as Parameters<typeof aStage>[0]);
  stage.live.answer(({ command, request }) => fakeMedia().answer(command, request));
  await act(async () => stage.live.say.media.media(onAir(aSource('camera'))));
  expect(await screen.findByText('Loading video…')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: /^Add to cart/ })).toBeEnabled();
});

test('a picture fills the stage when both are upright or little is cut off, else it is shown whole', () => {
  const phone = { width: 390, height: 844 };
  expect(fitOf({ width: 900, height: 1_200 }, phone)).toBe('cover');
  expect(fitOf({ width: 720, height: 1_280 }, { width: 1_040, height: 585 })).toBe('contain');
  expect(fitOf({ width: 720, height: 1_280 }, phone)).toBe('cover');
  expect(fitOf({ width: 1_280, height: 720 }, phone)).toBe('contain');
  expect(fitOf({ width: 1_280, height: 720 }, { width: 1_020, height: 900 })).toBe('contain');
  expect(fitOf({ width: 1_280, height: 720 }, { width: 1_020, height: 640 })).toBe('cover');
  expect(fitOf({ width: 0, height: 0 }, phone)).toBe('contain');
});
