import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PinEntry } from '../../../shared/market/lineup/pins-entry.ts';
import type { ServerClock } from '../../connection/clock.ts';
import type { DeviceStorage } from '../../connection/device-storage.ts';
import type { LiveStore } from '../live-store.ts';
import { isHeldBack, isSame, rememberTable, type TableSpan, tableAt } from './pin-hold.ts';

/** Whether the pin follows the picture, and what is on the table in it. */
export interface PinHoldState {
  /** This viewer's choice, or null for by itself. Kept on the device. */
  choice: boolean | null;
  /** How far the picture is behind the market, ms; null when nobody knows. */
  lagMs: number | null;
  isHeld: boolean;
  /** While held: what was on the table at the picture's moment, if that is known; else the present table counts. */
  pins: readonly PinEntry[] | null;
}

/** Holds the pinned card to the time of the picture (L7). */
export interface PinHoldStore {
  store: StoreApi<PinHoldState>;
  open(): void;
  close(): void;
  /** Hears how far the picture is behind; null without a picture, or when that is unknown. */
  takeLag(lagMs: number | null): void;
  choose(choice: boolean | null): void;
}

/** While a pin is held, the table of the picture's moment is looked up so often. */
const LOOK_MS = 200;
const CHOICE = 'fairday.pin-hold';

export function createPinHoldStore(
  live: Pick<LiveStore, 'store'>,
  { clock, keep }: { clock: Pick<ServerClock, 'now'>; keep: DeviceStorage },
): PinHoldStore {
  const kept = keep.read(CHOICE);
  const store = createStore<PinHoldState>(() => ({
    choice: kept === 'on' ? true : kept === 'off' ? false : null,
    lagMs: null,
    isHeld: false,
    pins: null,
  }));
  let spans: readonly TableSpan[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;
  let undo: (() => void) | undefined;

  function remember() {
    const { view } = live.store.getState();
    if (view.stream) spans = rememberTable(spans, view.pins, clock.now());
  }

  function look() {
    const { lagMs, isHeld, pins: was } = store.getState();
    if (!isHeld || lagMs === null) return;
    // Further back than this page remembers nothing is known, and the present table stands.
    const pins = tableAt(spans, clock.now() - lagMs);
    if (was === pins || (was && pins && isSame(was, pins))) return;
    store.setState({ pins });
  }

  function decide() {
    const { lagMs, choice, isHeld: was } = store.getState();
    const isHeld = isHeldBack(was, lagMs, choice);
    if (isHeld !== was) store.setState(isHeld ? { isHeld } : { isHeld, pins: null });
    clearInterval(timer);
    if (!isHeld) return;
    look();
    timer = setInterval(look, LOOK_MS);
  }

  return {
    store,
    open() {
      remember();
      undo = live.store.subscribe((state, was) => {
        if (state.view.pins === was.view.pins) return;
        remember();
        look();
      });
    },
    close() {
      undo?.();
      clearInterval(timer);
      store.setState({ lagMs: null, isHeld: false, pins: null });
    },
    takeLag(lagMs) {
      store.setState({ lagMs: lagMs === null ? null : Math.max(0, Math.round(lagMs)) });
      decide();
    },
    choose(choice) {
      if (choice === null) keep.remove(CHOICE);
      else keep.write(CHOICE, choice ? 'on' : 'off');
      store.setState({ choice });
      decide();
    },
  };
}
