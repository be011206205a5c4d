import type {
  OpenPlaylist,
  PlaylistMeasure,
  PlaylistPlayer,
  PlaylistState,
} from '../../connection/hls-player.ts';

/** What shall be played by playlist: nothing, or this one at most so large. */
export interface SteadyWish {
  url: string;
  most: 'high' | 'low';
}

/** Plays one playlist at a time in the element of the page, as wished. */
export interface SteadyPlayer {
  setElement(element: HTMLVideoElement | null): void;
  want(wish: SteadyWish | null): void;
  measure(): PlaylistMeasure | null;
}

/** @param onState `idle` while nothing is wished, or there is no element to play in */
export function createSteadyPlayer(
  openPlaylist: OpenPlaylist,
  onState: (state: PlaylistState | 'idle') => void,
): SteadyPlayer {
  let element: HTMLVideoElement | null = null;
  let wish: SteadyWish | null = null;
  let player: PlaylistPlayer | null = null;
  let playing: { element: HTMLVideoElement; url: string } | null = null;
  /** The newest opening; one that comes later than the next wish is closed at once. */
  let opening = 0;

  function stop() {
    opening += 1;
    player?.close();
    player = null;
    playing = null;
  }

  function settle() {
    if (playing && playing.element === element && playing.url === wish?.url) {
      player?.prefer(wish.most);
      return;
    }
    if (playing) {
      stop();
      onState('idle');
    }
    if (!element || !wish) return;
    const mine = opening;
    playing = { element, url: wish.url };
    onState('looking');
    openPlaylist(element, wish.url, 'live', (state) => {
      if (mine === opening) onState(state);
    }).then(
      (opened) => {
        if (mine !== opening) return opened.close();
        player = opened;
        if (wish) player.prefer(wish.most);
      },
      // Its chunk did not come. The stall goes on without a picture; the next change of anything asks again.
      () => {
        if (mine === opening) playing = null;
      },
    );
  }

  return {
    setElement(next) {
      element = next;
      settle();
    },
    want(next) {
      wish = next;
      settle();
    },
    measure: () => player?.measure() ?? null,
  };
}
