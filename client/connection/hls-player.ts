import Hls, { ErrorTypes, Events, type HlsConfig } from 'hls.js/light';

/** What came of a playlist since the last look. */
export interface PlaylistMeasure {
  bytes: number;
  framesDecoded: number;
  /** Lines of the picture that is shown, 0 before the first. */
  height: number;
  /** Sizes of the picture to choose from. */
  levels: number;
  /** When what is on the screen was broadcast, epoch ms by the playlist's own dates; null if it has none. */
  dateMs: number | null;
  /** Behind the newest piece of the playlist, ms; null if unknown. Less than the whole way from the host. */
  behindMs: number | null;
}

/** `looking` has nothing to play yet, `on` plays; a playlist that is gone is looked for again. */
export type PlaylistState = 'looking' | 'on';

/** One video element that plays one playlist, until it is closed. */
export interface PlaylistPlayer {
  measure(): PlaylistMeasure;
  /**
   * Where a moment is in the element's time, in s, by the playlist's dates; null: no piece that is known has it. Pieces stand
   * where their own times put them: behind a hole that is later than their durations add up to.
   * @param dateMs epoch ms
   */
  timeOf(dateMs: number): number | null;
  /** The highest picture, or the lowest one. */
  prefer(most: 'high' | 'low'): void;
  close(): void;
}

/** A live playlist is played at once and near its end; a recording waits for whoever watches it. */
export type PlaylistKind = 'live' | 'recording';

export type OpenPlaylist = (
  element: HTMLVideoElement,
  url: string,
  kind: PlaylistKind,
  onState: (state: PlaylistState) => void,
) => Promise<PlaylistPlayer>;

/** A playlist that is not there, or no longer, is asked for again after this long. */
const AGAIN_MS = 3_000;

const config: Partial<HlsConfig> = {
  // The site's rules allow no code from a blob.
  enableWorker: false,
  // Nobody goes far back, and phones are short of memory.
  backBufferLength: 10,
  maxBufferLength: 15,
  maxBufferSize: 20_000_000,
  // Pieces have two seconds: one that plays and half of the next are enough in hand. Each time that the picture stands
  // still for want of more, the library stays a second further behind, up to two.
  liveSyncDuration: 3,
  // A picture that has fallen behind catches up a little faster than life, instead of jumping.
  maxLiveSyncPlaybackRate: 1.15,
};

/**
 * Plays an HLS playlist. The library behind it is big, so this file is a chunk that only who needs it fetches.
 * Where the browser has no media source of its own to fill (older iPhones), it plays the playlist itself.
 */
export async function openPlaylist(...how: Parameters<OpenPlaylist>): Promise<PlaylistPlayer> {
  return Hls.isSupported() ? filled(...how) : native(...how);
}

function filled(
  element: HTMLVideoElement,
  url: string,
  kind: PlaylistKind,
  onState: (state: PlaylistState) => void,
): PlaylistPlayer {
  let hls: Hls;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let most: 'high' | 'low' = 'high';
  let bytes = 0;
  let framesBefore = 0;
  let isClosed = false;

  function begin() {
    hls = new Hls(config);
    hls.on(Events.MANIFEST_PARSED, () => {
      cap();
      if (kind === 'live') void element.play()?.catch(() => undefined);
    });
    hls.on(Events.FRAG_BUFFERED, () => onState('on'));
    hls.on(Events.MANIFEST_LOADED, (_, { stats }) => count(stats));
    hls.on(Events.LEVEL_LOADED, (_, { stats }) => count(stats));
    hls.on(Events.FRAG_LOADED, (_, { frag }) => count(frag.stats));
    let hasMended = false;
    hls.on(Events.ERROR, (_, { fatal, type }) => {
      if (!fatal) return;
      if (type === ErrorTypes.MEDIA_ERROR && !hasMended) {
        hasMended = true;
        hls.recoverMediaError();
        return;
      }
      again();
    });
    hls.loadSource(url);
    hls.attachMedia(element);
  }

  /** Whoever shows it hears so first, and may keep the last picture. */
  function again() {
    onState('looking');
    hls.destroy();
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!isClosed) begin();
    }, AGAIN_MS);
  }

  function count({ loaded }: { loaded: number }) {
    bytes += loaded;
  }

  function cap() {
    hls.autoLevelCapping = most === 'low' ? 0 : -1;
  }

  onState('looking');
  begin();
  return {
    measure() {
      const came = bytes;
      bytes = 0;
      const frames = framesOf(element);
      const framesDecoded = Math.max(0, frames - framesBefore);
      framesBefore = frames;
      const { latency, levels, playingDate } = hls;
      return {
        bytes: came,
        framesDecoded,
        height: element.videoHeight,
        levels: levels.length,
        dateMs: playingDate?.getTime() ?? null,
        behindMs: latency > 0 ? latency * 1_000 : null,
      };
    },
    timeOf(dateMs) {
      // Of two pieces that both have it the later one is right: its date is a correction.
      const piece = hls.latestLevelDetails?.fragments.findLast(({ programDateTime: fromMs, duration }) => {
        return fromMs !== null && fromMs <= dateMs && dateMs < fromMs + duration * 1_000;
      });
      return piece ? piece.start + (dateMs - piece.programDateTime!) / 1_000 : null;
    },
    prefer(next) {
      most = next;
      cap();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      hls.destroy();
    },
  };
}

/** What a browser plays by itself tells less: its bytes are not counted, and its sizes are its own affair. */
function native(
  element: HTMLVideoElement,
  url: string,
  _kind: PlaylistKind,
  onState: (state: PlaylistState) => void,
): PlaylistPlayer {
  let framesBefore = 0;
  const playing = () => onState('on');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = () => {
    onState('looking');
    clearTimeout(timer);
    timer = setTimeout(() => {
      element.src = url;
    }, AGAIN_MS);
  };
  onState('looking');
  /** Epoch ms of the element's time 0; null: the browser does not say. */
  const startMs = () => {
    const ms = (element as { getStartDate?(): Date }).getStartDate?.().getTime();
    return ms !== undefined && Number.isFinite(ms) ? ms : null;
  };
  element.addEventListener('playing', playing);
  element.addEventListener('error', again);
  element.src = url;
  return {
    measure() {
      const frames = framesOf(element);
      const framesDecoded = Math.max(0, frames - framesBefore);
      framesBefore = frames;
      const fromMs = startMs();
      return {
        bytes: 0,
        framesDecoded,
        height: element.videoHeight,
        levels: 1,
        dateMs: fromMs === null ? null : fromMs + element.currentTime * 1_000,
        behindMs: null,
      };
    },
    // Only one date is known, and a hole between pieces is not.
    timeOf: () => null,
    prefer: () => {},
    close() {
      clearTimeout(timer);
      element.removeEventListener('playing', playing);
      element.removeEventListener('error', again);
      element.removeAttribute('src');
      element.load();
    },
  };
}

function framesOf(element: HTMLVideoElement): number {
  return element.getVideoPlaybackQuality?.().totalVideoFrames ?? 0;
}
