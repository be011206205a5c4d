import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ServerClock } from '../../connection/clock.ts';
import type { DeviceStorage } from '../../connection/device-storage.ts';
import type { OpenPlaylist } from '../../connection/hls-player.ts';
import type { OpenMediaDevice } from '../../connection/media-ask.ts';
import { waitedMs } from '../../connection/media-stats.ts';
import {
  createWatchSession,
  type Measure,
  type WatchSession,
  type WatchState,
} from '../../connection/media-watch.ts';
import type { LiveStore } from '../live-store.ts';
import { isLineToBlame, nextSuspicion, noSuspicion, type Suspicion } from './blame.ts';
import { ceilingOf, type DataPlan, keepPlan, keepSpent, keptPlan, keptSpent } from './data-plan.ts';
import type { Facts } from './facts.ts';
import { MOST_LAG_MS } from './pin-hold.ts';
import { createPinHoldStore, type PinHoldStore } from './pin-hold-store.ts';
import { type Footing, lifted, nextFooting, type QualityLevel, SAMPLE_MS } from './quality-ladder.ts';
import { createSteadyPlayer } from './steady-player.ts';
import { type DirectTrouble, type Way, wayOf } from './way.ts';

/** The broadcast as it comes to this page. */
export interface VideoState {
  line: WatchState;
  way: Way;
  /** Both ways are there to choose from. */
  mayChooseWay: boolean;
  /** Sizes of the picture that the playlist has; 0 before that is known, and while it comes directly. */
  sizes: number;
  /** Why it does not come directly although it could be had so. */
  trouble: DirectTrouble | null;
  video: MediaStreamTrack | null;
  audio: MediaStreamTrack | null;
  rung: QualityLevel;
  /** Why it is not all of the picture: this viewer's choice, the data that may be spent, the line, or a busy device. */
  because: 'choice' | 'limit' | 'line' | 'device' | null;
  /** Lines of the picture that flows, 0 while none does. */
  height: number;
  plan: DataPlan;
  /** Received on this device for this stream, bytes. */
  spentBytes: number;
  /** A browser plays sound only after a tap, so it begins without. */
  hasSound: boolean;
}

/** What one viewer sees and hears of one stream, and how much of it. */
export interface VideoStore {
  store: StoreApi<VideoState>;
  /** Whether the pinned card follows the picture. */
  hold: PinHoldStore;
  open(): void;
  close(): void;
  choose(plan: Partial<DataPlan>): void;
  setSound(hasSound: boolean): void;
  /** A picture in a window of its own goes on while the page is out of sight. */
  setFloating(isFloating: boolean): void;
  /** The page's video element, as soon as it is there; what comes by playlist is played in it. */
  setElement(element: HTMLVideoElement | null): void;
}

export interface VideoOutside {
  keep: DeviceStorage;
  clock: Pick<ServerClock, 'steady' | 'now'>;
  openMediaDevice: OpenMediaDevice;
  openPlaylist: OpenPlaylist;
}

/** Nobody looks at a page that is out of sight for so long: its picture stops, its sound goes on. */
const UNSEEN_MS = 15_000;
/** Spent data is written down when it has grown by so much. */
const KEEP_EVERY_BYTES = 500_000;

export function createVideoStore(live: LiveStore, outside: VideoOutside): VideoStore {
  const { keep, clock } = outside;
  const plan = keptPlan(keep);
  const store = createStore<VideoState>(() => ({
    line: 'idle',
    way: 'direct',
    mayChooseWay: false,
    sizes: 0,
    trouble: null,
    video: null,
    audio: null,
    rung: plan.most,
    because: null,
    height: 0,
    plan,
    spentBytes: keptSpent(keep, live.slug),
    hasSound: false,
  }));
  const hold = createPinHoldStore(live, outside);
  const steady = createSteadyPlayer(outside.openPlaylist, (line) => {
    if (store.getState().way === 'steady') store.setState({ line });
  });
  let session: WatchSession | null = null;
  let footing: Footing = lifted(ceiling());
  let suspicion: Suspicion = noSuspicion;
  let undo: (() => void)[] = [];
  let isUnseen = false;
  let isFloating = false;
  let writtenBytes = 0;
  let sampledAt = 0;

  function ceiling(): QualityLevel {
    const { plan: chosen, spentBytes, way } = store.getState();
    const top = ceilingOf(chosen, spentBytes);
    // A playlist has no sound without its picture.
    return way === 'steady' && top === 'audio' ? 'text' : top;
  }

  /** Goes the way that choice, server and network leave; on another one, all that is wanted is asked for anew. */
  function chooseWay() {
    const { media } = live.store.getState();
    const { plan: chosen, trouble, way: was, mayChooseWay: could } = store.getState();
    const hasSources = media?.isAvailable === true && media.sources.length > 0;
    const hasDirect = hasSources && typeof RTCPeerConnection === 'function';
    const hasPlaylist = media?.playback != null;
    const way = wayOf({ choice: chosen.way, hasDirect, hasPlaylist, trouble });
    const mayChooseWay = hasDirect && hasPlaylist;
    if (mayChooseWay !== could) store.setState({ mayChooseWay });
    if (way !== was) {
      store.setState({ way, line: 'idle', height: 0, sizes: 0 });
      hold.takeLag(null);
      stand(lifted(ceiling()));
    } else want();
  }

  function takeTrouble(trouble: DirectTrouble) {
    store.setState({ trouble });
    chooseWay();
  }

  function stand(next: Footing) {
    footing = next;
    const { rung } = next;
    const { plan: chosen } = store.getState();
    const top = ceiling();
    const isAtTop = rung === top;
    const isShortOfTop = rung === 'high' && isLineToBlame(suspicion);
    const because = !isAtTop
      ? next.blame
      : isShortOfTop
        ? 'line'
        : top !== chosen.most
          ? 'limit'
          : rung === 'high'
            ? null
            : 'choice';
    const was = store.getState();
    if (was.rung !== rung || was.because !== because) store.setState({ rung, because });
    want();
  }

  function want() {
    const { hasSound, way } = store.getState();
    const { rung } = footing;
    if (way === 'steady') {
      session?.want({ video: 'none', audio: false });
      const url = live.store.getState().media?.playback?.url;
      const isWanted = rung !== 'text' && (!isUnseen || isFloating || hasSound);
      steady.want(url && isWanted ? { url, most: rung === 'low' ? 'low' : 'high' } : null);
      return;
    }
    steady.want(null);
    if (isUnseen && !isFloating) {
      session?.want({ video: 'none', audio: hasSound && rung !== 'text' });
      return;
    }
    const video = rung === 'text' ? 'none' : rung === 'audio' ? 'still' : rung;
    session?.want({ video, audio: rung !== 'text' });
  }

  async function sample() {
    if (!session) return;
    if (store.getState().way === 'steady') return sampleSteady();
    const measure = await session.measure().catch(() => null);
    const now = clock.steady();
    const seconds = Math.max(0.5, (now - sampledAt) / 1_000);
    sampledAt = now;
    if (!measure || !session) return;
    spend((measure.video?.bytes ?? 0) + (measure.audio?.bytes ?? 0));
    const height = measure.video?.framesDecoded ? measure.video.height : 0;
    if (height !== store.getState().height) store.setState({ height });
    hold.takeLag(waitedMs(measure.video) ?? waitedMs(measure.audio));
    const top = measure.layers - 1;
    const layerIsLow = measure.layer !== undefined && (measure.layer ?? -1) < top;
    const facts = factsOf(measure, seconds);
    suspicion = nextSuspicion(suspicion, facts, layerIsLow);
    stand(nextFooting(footing, facts, ceiling()));
  }

  /** What comes by playlist finds its size by itself; it is measured and counted here. */
  function sampleSteady() {
    const measure = steady.measure();
    if (!measure) return;
    spend(measure.bytes);
    const height = measure.framesDecoded > 0 ? measure.height : 0;
    const was = store.getState();
    if (height !== was.height || measure.levels !== was.sizes) {
      store.setState({ height, sizes: measure.levels });
    }
    const datedMs = measure.dateMs === null ? -1 : clock.now() - measure.dateMs;
    // The dates of another server may be by another clock: what can't be true is not believed.
    const isDated = datedMs >= 0 && datedMs <= MOST_LAG_MS;
    hold.takeLag(isDated ? datedMs : measure.behindMs);
    const top = ceiling();
    if (footing.rung !== top) stand(lifted(top));
  }

  function factsOf({ video, audio, layer, layers }: Measure, seconds: number): Facts {
    const { media, link, view } = live.store.getState();
    const isOn = store.getState().line === 'on' && link === 'connected' && view.stream?.status === 'LIVE';
    const flows = (kind: 'audio' | 'video') =>
      isOn && (media?.sources.some((source) => source.kind === kind && !source.isMuted) ?? false);
    const isSeen = !isUnseen || isFloating;
    return {
      isVideoExpected: isSeen && video !== null && flows('video'),
      isAudioExpected: audio !== null && flows('audio') && (isSeen || store.getState().hasSound),
      framesReceived: video?.framesReceived ?? 0,
      framesDecoded: video?.framesDecoded ?? 0,
      framesDropped: video?.framesDropped ?? 0,
      frozenShare: Math.min(1, (video?.frozenSeconds ?? 0) / seconds),
      videoLoss: lossOf(video),
      audioLoss: lossOf(audio),
      audioPackets: audio?.packets ?? 0,
      layer,
      hasLayers: layers > 1,
    };
  }

  function spend(bytes: number) {
    if (bytes <= 0) return;
    const spentBytes = store.getState().spentBytes + bytes;
    store.setState({ spentBytes });
    if (spentBytes - writtenBytes >= KEEP_EVERY_BYTES) write(spentBytes);
  }

  function write(spentBytes: number) {
    writtenBytes = spentBytes;
    keepSpent(keep, live.slug, spentBytes);
  }

  function watchSight() {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onSight = () => {
      clearTimeout(timer);
      const set = (unseen: boolean) => {
        isUnseen = unseen;
        want();
      };
      if (document.hidden) timer = setTimeout(() => set(true), UNSEEN_MS);
      else set(false);
    };
    document.addEventListener('visibilitychange', onSight);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onSight);
    };
  }

  return {
    store,
    hold,
    open() {
      hold.open();
      const mine = createWatchSession({
        ask: live.send,
        openDevice: outside.openMediaDevice,
        onTracks: (tracks) => store.setState(tracks),
        onState: (line) => {
          if (store.getState().way === 'direct') store.setState({ line });
        },
        onTrouble: takeTrouble,
      });
      session = mine;
      writtenBytes = store.getState().spentBytes;
      sampledAt = clock.steady();
      stand(lifted(ceiling()));
      const takeMedia = ({ media }: ReturnType<typeof live.store.getState>) => {
        if (!media) return;
        mine.take(media);
        chooseWay();
      };
      takeMedia(live.store.getState());
      live.onMedia({ layer: mine.heardLayer, rejoin: mine.begin });
      const timer = setInterval(() => void sample(), SAMPLE_MS);
      undo = [
        live.store.subscribe((state, was) => void (state.media !== was.media && takeMedia(state))),
        live.onWelcome(mine.begin),
        () => steady.want(null),
        watchSight(),
        () => live.onMedia(null),
        () => clearInterval(timer),
      ];
    },
    close() {
      for (const each of undo) each();
      undo = [];
      session?.close();
      session = null;
      hold.close();
      write(store.getState().spentBytes);
    },
    choose(change) {
      const next = { ...store.getState().plan, ...change };
      keepPlan(keep, next);
      // Whoever chooses a way wants to see for themselves.
      store.setState({ plan: next, ...('way' in change && { trouble: null }) });
      chooseWay();
      stand(lifted(ceiling()));
    },
    setSound(hasSound) {
      store.setState({ hasSound });
      want();
    },
    setFloating(next) {
      isFloating = next;
      want();
    },
    setElement: steady.setElement,
  };
}

/** One packet of the few of two seconds is an accident, though it may be a twentieth. */
function lossOf(received: { packets: number; lost: number } | null): number {
  if (!received || received.lost <= 1) return 0;
  return received.lost / (received.packets + received.lost);
}
