import { useStore } from 'zustand';
import { commonMessages } from '../../../i18n/common.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { useWorld } from '../../../stores/world.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { clockSecond } from '../../../ui/time-words.ts';
import { useIsOnline } from './use-media.ts';
import { useLive } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** A thin clay bar while what is shown may be old: since when, and that nothing is lost; or while selling is paused (S6). */
export function LineBar() {
  const say = useMessages(viewerWords);
  const common = useMessages(commonMessages);
  const language = useLanguage();
  const link = useLive((state) => state.link);
  // The time stands still while the line is silent, so the bar does not flicker; connected, it is not read at all.
  const asOfMs = useLive((state) => (state.link === 'connected' ? null : state.asOfMs));
  const isOnline = useIsOnline();
  // Who is still to come in learns from the first question whether the market can answer it.
  const isAway = useStore(useWorld().me.store, ({ reason }) => reason?.code === 'UNAVAILABLE');
  const isPaused = useLive(({ view }) => view.stream?.isPaused);
  const isWell = isOnline && link === 'connected';
  if (isWell && !isPaused) return null;
  return (
    <p className="line-bar" role="status">
      <Icon name={link === 'reconnecting' || !isOnline ? 'attention' : 'clock'} size={16} />
      <span>{words()}</span>
    </p>
  );

  function words(): string {
    if (isWell) return say.paused;
    if (asOfMs === null) return !isOnline ? say.offline : isAway ? common.away : say.connecting;
    const time = clockSecond(asOfMs, language);
    return isOnline ? say.reconnectingAsOf(time) : say.offlineAsOf(time);
  }
}
