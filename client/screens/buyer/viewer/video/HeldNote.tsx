import { useStore } from 'zustand';
import { useMessages } from '../../../../i18n/language.ts';
import type { LiveStore } from '../../../../stores/live-store.ts';
import type { PinHoldStore } from '../../../../stores/video/pin-hold-store.ts';
import { newestPin } from './newest-pin.ts';
import { qualityWords } from './quality-words.ts';

/**
 * On a card that follows the picture: how old what it shows is, that its numbers are not, and the way to what is on the
 * table by now.
 */
export function HeldNote({ live, hold }: { live: LiveStore; hold: PinHoldStore }) {
  const say = useMessages(qualityWords);
  const seconds = useStore(hold.store, ({ lagMs }) => Math.round((lagMs ?? 0) / 1_000));
  const shown = useStore(hold.store, ({ pins }) => newestPin(pins ?? []));
  const present = useStore(live.store, ({ view }) => newestPin(view.pins));
  return (
    <span className="held-note figures">
      <span>{say.held(seconds)}</span>
      {present !== shown && (
        <button type="button" onClick={() => hold.choose(false)}>
          {present === null ? say.tableIsClear : say.nowOnTable(present)}
        </button>
      )}
    </span>
  );
}
