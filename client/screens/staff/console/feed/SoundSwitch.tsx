import { useEffect, useRef, useState } from 'react';
import { consoleFeedWords } from '../../../../i18n/console-feed.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { useWorld } from '../../../../stores/world.ts';
import { LineDrawing } from '../../../../ui/Icon.tsx';
import { useBroadcast, useConsole, useMay } from '../host-context.ts';
import { type Chime, openChime } from './chime.ts';

const KEPT = 'order-sound';
const LOUD = 'M5 9v6h4l5 4V5L9 9H5Zm12 0a4 4 0 0 1 0 6m2-9a8 8 0 0 1 0 12';
const SILENT = 'M5 9v6h4l5 4V5L9 9H5Zm12 1 5 5m0-5-5 5';
/** In a crowd one sound stands for all orders of this time. */
const REST_MS = 1_000;

/** A sound for each new order, if the host wants one; never while the microphone of this device is on the air. */
export function SoundSwitch() {
  const say = useMessages(consoleFeedWords);
  const { host } = useConsole();
  const { keep } = useWorld();
  const [isOn, setOn] = useState(() => keep.read(KEPT) === 'on');
  const chime = useRef<Chime | null>(null);
  const isOnAir = useBroadcast(
    ({ phase }) => phase === 'opening' || phase === 'on-air' || phase === 'broken',
  );
  const maySee = useMay('orders:view');
  const isHeard = isOn && !isOnAir && maySee;
  useEffect(() => {
    if (!isHeard) return;
    chime.current ??= openChime();
    let playedMs = 0;
    return host.store.subscribe(({ floor }, was) => {
      if (floor.orders === was.floor.orders || floor.history !== was.floor.history) return;
      const newest = floor.orders[0];
      const before = was.floor.orders[0];
      if (!newest || was.floor.history === null || newest.atMs <= (before?.atMs ?? 0)) return;
      const nowMs = performance.now();
      if (nowMs - playedMs < REST_MS) return;
      playedMs = nowMs;
      chime.current?.play();
    });
  }, [host, isHeard]);
  useEffect(() => () => chime.current?.close(), []);
  if (!maySee) return null;
  function turn() {
    keep.write(KEPT, isOn ? 'off' : 'on');
    setOn(!isOn);
    if (isOn || isOnAir) return;
    // A browser lets a page be heard from a tap on: this one is also what the sound is like.
    chime.current ??= openChime();
    chime.current?.play();
  }
  return (
    <button
      type="button"
      className="icon-button feed-sound"
      aria-pressed={isOn}
      aria-label={say.sound}
      title={isOn && isOnAir ? say.soundOff : say.sound}
      onClick={turn}
    >
      <LineDrawing path={isHeard ? LOUD : SILENT} size={20} />
    </button>
  );
}
