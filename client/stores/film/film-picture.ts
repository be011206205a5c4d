import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ReplayView } from '../../../shared/contract/media.ts';
import type { OpenPlaylist, PlaylistPlayer } from '../../connection/hls-player.ts';
import type { Http } from '../../connection/http.ts';
import { LEAD_S, mediaAt } from '../replay/moments.ts';
import type { FilmRecorded } from './told.ts';

/** Which part of a recording is on the screen: none where nothing was recorded at that instant. */
export interface FilmPictureState {
  isThere: boolean;
}

/** The recording of a stream, led by the instant of a film. */
export interface FilmPicture {
  store: StoreApi<FilmPictureState>;
  open(): void;
  close(): void;
  setElement(element: HTMLVideoElement | null): void;
  /** @param speed 0: the picture stands still */
  show(atMs: number, speed: number): void;
}

/** Played as fast as life, the picture may be so far from the instant before it is put right, s. */
const ASTRAY_S = 0.7;
/** And so far where it is put from one instant to the next. */
const STEP_S = 0.12;

export function createFilmPicture(
  slug: string,
  { http, openPlaylist }: { http: Http; openPlaylist: OpenPlaylist },
): FilmPicture {
  const store = createStore<FilmPictureState>(() => ({ isThere: false }));
  let view: ReplayView | null = null;
  let element: HTMLVideoElement | null = null;
  let player: PlaylistPlayer | null = null;
  let wanted: { atMs: number; speed: number } | null = null;
  /** The instant that it was put to last, epoch ms. */
  let putAtMs: number | null = null;
  let opening = 0;
  let isOn = false;

  function follow(): void {
    if (!view || !element || !wanted || !isOn) return;
    const { atMs, speed } = wanted;
    const isRecorded = view.stretches.some((each) => each.atMs <= atMs && atMs < each.atMs + each.durationMs);
    if (store.getState().isThere !== isRecorded) store.setState({ isThere: isRecorded });
    if (!isRecorded) {
      element.pause();
      return;
    }
    const placeS = player?.timeOf(atMs) ?? (mediaAt(view.stretches, atMs) ?? 0) / 1_000;
    const wantedS = placeS + LEAD_S;
    const isAstray = Math.abs(element.currentTime - wantedS) > (speed === 1 ? ASTRAY_S : STEP_S);
    // One place after the other: a film that goes fast shows what it can.
    if (isAstray && !element.seeking) {
      putAtMs = atMs;
      element.currentTime = wantedS;
    }
    if (speed === 1) void element.play().catch(() => undefined);
    else element.pause();
  }

  /** What was asked for on the way to one place is gone to from there; a place that cannot be reached is asked for once. */
  function onSeeked(): void {
    if (wanted && wanted.atMs !== putAtMs) follow();
  }

  function play(): void {
    opening += 1;
    player?.close();
    player = null;
    isOn = false;
    if (!element || !view?.playlist) return;
    const mine = opening;
    openPlaylist(element, view.playlist, 'recording', (state) => {
      if (mine !== opening) return;
      isOn = state === 'on';
      follow();
    }).then(
      (opened) => {
        if (mine !== opening) opened.close();
        else player = opened;
      },
      () => store.setState({ isThere: false }),
    );
  }

  return {
    store,
    open() {
      void http.call('replay', { params: { slug } }).then((answer) => {
        if (!answer.ok) return;
        view = answer.value;
        if (view.playlist !== null)
          parent.postMessage({ filmRecorded: true } satisfies FilmRecorded, location.origin);
        play();
      });
    },
    close() {
      element?.removeEventListener('seeked', onSeeked);
      element = null;
      play();
    },
    setElement(next) {
      element?.removeEventListener('seeked', onSeeked);
      next?.addEventListener('seeked', onSeeked);
      element = next;
      play();
    },
    show(atMs, speed) {
      wanted = { atMs, speed };
      follow();
    },
  };
}
