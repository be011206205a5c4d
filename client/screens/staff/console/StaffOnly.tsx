import { type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import { commonMessages } from '../../../i18n/common.ts';
import { streamsMessages } from '../../../i18n/console-streams.ts';
import { useMessages } from '../../../i18n/language.ts';
import { useWorld } from '../../../stores/world.ts';
import { goByZone } from '../../../ui/time-words.ts';
import { useStaffHere } from '../shell/use-staff-here.ts';
import { knownZone } from '../shell/zone-name.ts';
import { useHostSentence } from './host-sentence.ts';

/** A link to a moment, or to a tab, leads to it also when its reader signs in first; nothing else of an address does. */
const placeIn = (search: string) =>
  /^\?(?:at=\d{1,15}(?:&item=\d{1,4})?(?:&(?:buyer|staff)=[0-9a-f-]{36})?|tab=[a-z]{1,12})$/.exec(
    search,
  )?.[0] ?? '';

/** Shows a screen of the staff, by the shop's clock, once the server has said who this is; others are shown the way to sign in. */
export function StaffOnly({ children }: { children: ReactNode }) {
  const say = useMessages(streamsMessages);
  const common = useMessages(commonMessages);
  const { me } = useWorld();
  const known = useStore(me.store, (state) => state.me);
  const reason = useStore(me.store, (state) => state.reason);
  const sentence = useHostSentence('CNY');
  useEffect(() => void me.ensure(), [me]);
  useStaffHere();
  if (known?.staff) {
    goByZone(knownZone(known.timeZone));
    return children;
  }
  if (known) {
    return (
      <main className="page staff-only">
        <h1>{say.signInFirst}</h1>
        <a
          className="button primary"
          href={`/sign-in?to=${encodeURIComponent(location.pathname + placeIn(location.search))}`}
        >
          {say.signIn}
        </a>
      </main>
    );
  }
  return (
    <main className="page staff-only" aria-busy={!reason}>
      {reason ? <p role="alert">{sentence(reason)}</p> : <p role="status">{common.loading}</p>}
      {reason && (
        <button type="button" className="button line" onClick={() => void me.ensure()}>
          {common.tryAgain}
        </button>
      )}
    </main>
  );
}
