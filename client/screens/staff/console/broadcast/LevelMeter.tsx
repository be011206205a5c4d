import { useEffect, useRef } from 'react';
import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { useBroadcast, useConsole } from '../host-context.ts';

const DRAW_EVERY_MS = 80;

/** How loud the microphone is, beside the picture; drawn by itself, so that nothing renders with every word. */
export function LevelMeter() {
  const say = useMessages(broadcastMessages);
  const { broadcast } = useConsole();
  const bar = useRef<HTMLSpanElement>(null);
  const hasMicrophone = useBroadcast((state) => state.microphone !== null && !state.isMuted);
  useEffect(() => {
    if (!hasMicrophone) return;
    const timer = setInterval(() => {
      bar.current?.style.setProperty('--level', broadcast.level().toFixed(2));
    }, DRAW_EVERY_MS);
    return () => clearInterval(timer);
  }, [broadcast, hasMicrophone]);
  return (
    <span className="level-meter" role="img" aria-label={say.level}>
      {hasMicrophone && <span ref={bar} />}
    </span>
  );
}
