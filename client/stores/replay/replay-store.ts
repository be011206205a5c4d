import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../../shared/contract/answer.ts';
import type { ReplayView } from '../../../shared/contract/media.ts';
import type { StreamProducers } from '../../../shared/contract/producer-profile.ts';
import type { AnsweredQuestion } from '../../../shared/market/chat/contract.ts';
import type { StreamSummary } from '../../../shared/market/stream/contract.ts';
import type { OpenPlaylist, PlaylistPlayer } from '../../connection/hls-player.ts';
import type { Http } from '../../connection/http.ts';
import { momentAt } from './address.ts';
import { broadcastAt, LEAD_S, mediaAt, pinAt } from './moments.ts';

export interface ReplayState {
  view: ReplayView | null;
  /** Why there is none to show. */
  reason: Reason | null;
  /** The moment of the broadcast that is on the screen, epoch ms to a quarter of a second; its start before that. */
  atMs: number;
  /** `none` was recorded, it is `coming`, plays or stands `ready`. */
  picture: 'none' | 'coming' | 'ready';
  /** What is on now, where things can be bought. */
  onNow: StreamSummary | null;
  /** Who makes what was sold (B10); none until that is known, and asked for only where something is in no stream to come. */
  makers: StreamProducers['producers'];
  /** Questions that were answered (N6), the oldest first; none where they can't be had. */
  answered: readonly AnsweredQuestion[];
}

/** A stream that is over, watched again: where one is in it, and what was for sale there. */
export interface ReplayStore {
  store: StoreApi<ReplayState>;
  open(): void;
  close(): void;
  reload(): Promise<void>;
  setElement(element: HTMLVideoElement | null): void;
  /** Goes to a moment of the broadcast. */
  jump(atMs: number): void;
}

const LOOK_MS = 50;
/** The page is drawn again when the moment has moved by so much, or another good was on the table. */
const STEP_MS = 250;
/**
 * The picture may begin again by so much before the moment that it was sent to: its own times and those of the pieces differ
 * a little. The good of that moment is on the table from the tap on, not the one before it for a blink.
 */
const AIM_MS = 500;

/** @param search of the address that was opened: it may name a moment */
export function createReplayStore(
  slug: string,
  search: string,
  { http, openPlaylist }: { http: Http; openPlaylist: OpenPlaylist },
): ReplayStore {
  const store = createStore<ReplayState>(() => ({
    view: null,
    reason: null,
    atMs: 0,
    picture: 'none',
    onNow: null,
    makers: [],
    answered: [],
  }));
  let element: HTMLVideoElement | null = null;
  let player: PlaylistPlayer | null = null;
  let opening = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  let isOpen = false;
  /** The moment that was gone to last. */
  let aimMs = Number.NEGATIVE_INFINITY;
  /** The moment that the address names, until the picture stands there; it does not play by itself. */
  let firstMs: number | null = null;

  async function loadMakers() {
    const answer = await http.call('streamProducers', { params: { slug } });
    if (isOpen && answer.ok) store.setState({ makers: answer.value.producers });
  }

  async function reload() {
    const [answer, streams, questions] = await Promise.all([
      http.call('replay', { params: { slug } }),
      http.call('streams'),
      http.call('streamQuestions', { params: { slug } }),
    ]);
    if (!isOpen) return;
    if (streams.ok) {
      const onNow = streams.value.streams.find(({ status }) => status === 'LIVE' || status === 'INTERRUPTED');
      store.setState({ onNow: onNow ?? null });
    }
    if (!answer.ok) return store.setState({ reason: answer.refusal });
    const view = answer.value;
    firstMs = momentAt(search, view);
    const atMs = firstMs ?? view.stretches[0]?.atMs ?? view.startedAtMs;
    // Drawn with the rest, so that nothing below moves.
    const answered = questions.ok ? questions.value.questions : [];
    store.setState({ view, reason: null, atMs, answered, picture: view.playlist ? 'coming' : 'none' });
    play();
    if (view.items.some(({ next }) => !next)) await loadMakers();
  }

  function play() {
    const playlist = store.getState().view?.playlist;
    opening += 1;
    player?.close();
    player = null;
    if (!element || !playlist) return;
    const mine = opening;
    openPlaylist(element, playlist, 'recording', (state) => {
      if (mine !== opening) return;
      store.setState({ picture: state === 'on' ? 'ready' : 'coming' });
      if (state === 'on' && firstMs !== null) standAt(firstMs);
    }).then(
      (opened) => {
        if (mine !== opening) opened.close();
        else player = opened;
      },
      () => store.setState({ picture: 'none' }),
    );
  }

  /** Moves the picture to a moment. @returns false where it cannot be there */
  function standAt(atMs: number): boolean {
    const { view } = store.getState();
    firstMs = null;
    aimMs = atMs;
    const mediaMs = view && mediaAt(view.stretches, atMs);
    if (mediaMs === null || !element) return false;
    element.currentTime = (player?.timeOf(atMs) ?? mediaMs / 1_000) + LEAD_S;
    return true;
  }

  function look() {
    const { view, atMs: was, picture } = store.getState();
    if (!view || !element || element.seeking || picture !== 'ready') return;
    const atMs = player?.measure().dateMs ?? broadcastAt(view.stretches, element.currentTime * 1_000);
    if (atMs === null || (atMs < aimMs && aimMs - atMs < AIM_MS)) return;
    const isMoved = Math.abs(atMs - was) >= STEP_MS || pinAt(view.pins, atMs) !== pinAt(view.pins, was);
    if (isMoved) store.setState({ atMs });
  }

  return {
    store,
    open() {
      isOpen = true;
      timer = setInterval(look, LOOK_MS);
      void reload();
    },
    close() {
      isOpen = false;
      clearInterval(timer);
      opening += 1;
      player?.close();
      player = null;
    },
    reload,
    setElement(next) {
      element = next;
      if (store.getState().view) play();
    },
    jump(atMs) {
      const { view, picture } = store.getState();
      if (!view) return;
      store.setState({ atMs });
      if (picture === 'none') firstMs = null;
      else if (standAt(atMs)) void element?.play()?.catch(() => undefined);
    },
  };
}
