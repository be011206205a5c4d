import { useStore } from 'zustand';
import { commonMessages } from '../i18n/common.ts';
import { useMessages } from '../i18n/language.ts';
import { useWorld } from '../stores/world.ts';

/** What is laid over a broadcast shows the market alone. */
const OVERLAY = /^\/overlay\//;

/** Tells staff on every page while orders can be paid without money; buyers read it where they pay. */
export function PracticeBanner() {
  const say = useMessages(commonMessages);
  const { me } = useWorld();
  const isShown = useStore(
    me.store,
    (state) => state.me?.practice === 'everybody' && state.me.staff !== null,
  );
  return isShown && !OVERLAY.test(location.pathname) && <p className="practice-banner">{say.practiceOn}</p>;
}
