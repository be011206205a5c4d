import { expect, test, vi } from 'vitest';
import type { OpenPlaylist } from '../../client/connection/hls-player.ts';
import type { Http } from '../../client/connection/http.ts';
import { createFilmPicture } from '../../client/stores/film/film-picture.ts';
import { LEAD_S } from '../../client/stores/replay/moments.ts';
import { EIGHT, MINUTE } from './market.ts';
import { aReplay } from './replays.ts';

/** A recording from the second minute on; what is played of it is noted. */
function aPicture() {
  const opened: string[] = [];
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const http = {
    call: async () => {
      await asked;
      return { ok: true, value: aReplay() };
    },
  } as unknown as Http;
  const openPlaylist: OpenPlaylist = async (_, url, _kind, onState) => {
    opened.push(url);
    onState('on');
    return {
      measure: () => ({}) as never,
      timeOf: () => null,
      prefer() {},
      close: () => opened.push('closed'),
    };
  };
  const picture = createFilmPicture('potato-day', { http, openPlaylist });
  return { picture, opened, answer };
}

test('the recording stands at the instant of the film, and is away where nothing was recorded', async () => {
  const { picture, opened, answer } = aPicture();
  const video = document.createElement('video');
  video.pause = () => {};
  picture.open();
  picture.setElement(video);
  picture.show(EIGHT + 3 * MINUTE, 0);
  answer();
  await expect.poll(() => picture.store.getState().isThere).toBe(true);
  expect(video.currentTime).toBeCloseTo(120 + LEAD_S);
  picture.show(EIGHT + MINUTE / 2, 0);
  expect(picture.store.getState().isThere).toBe(false);
  picture.close();
  expect(opened).toEqual([aReplay().playlist, 'closed']);
});

test('an instant that is asked for while the picture is on its way to another one is gone to afterwards', async () => {
  const { picture, answer } = aPicture();
  const video = document.createElement('video');
  video.pause = () => {};
  const seeking = vi.spyOn(video, 'seeking', 'get').mockReturnValue(false);
  picture.open();
  picture.setElement(video);
  picture.show(EIGHT + 3 * MINUTE, 0);
  answer();
  await expect.poll(() => video.currentTime).toBeCloseTo(120 + LEAD_S);
  seeking.mockReturnValue(true);
  picture.show(EIGHT + 4 * MINUTE, 0);
  expect(video.currentTime).toBeCloseTo(120 + LEAD_S);
  seeking.mockReturnValue(false);
  video.dispatchEvent(new Event('seeked'));
  expect(video.currentTime).toBeCloseTo(180 + LEAD_S);
  // Where it cannot be put exactly there, it is not asked for again and again.
  video.currentTime = 150;
  video.dispatchEvent(new Event('seeked'));
  expect(video.currentTime).toBe(150);
});

test('a picture that was closed before it was answered plays nothing', async () => {
  const { picture, opened, answer } = aPicture();
  picture.open();
  picture.setElement(document.createElement('video'));
  picture.close();
  answer();
  await new Promise((resolve) => setTimeout(resolve));
  expect(opened).toEqual([]);
});
