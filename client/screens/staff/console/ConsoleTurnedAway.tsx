import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { streamsMessages } from '../../../i18n/console-streams.ts';
import { useMessages } from '../../../i18n/language.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { goTo } from '../../../ui/navigation.ts';
import { StaffShell } from '../shell/StaffShell.tsx';
import { useConsole, useHost } from './host-context.ts';
import { useHostSentence } from './host-sentence.ts';

/** In place of the desk: it is not there for this person, was taken from them, or their session is over. */
export function ConsoleTurnedAway({ refusal }: { refusal: Refusal }) {
  const say = useMessages(consoleScreenMessages);
  const sentence = useHostSentence('CNY');
  const wasHere = useHost(({ desk }) => desk !== null);
  if (refusal.code === 'UNAUTHENTICATED') return <SignedOut />;
  const isTaken = wasHere && refusal.code === 'NOT_FOUND';
  return (
    <StaffShell path="/console">
      <main className="page staff-only">
        <h1>{isTaken ? say.rightsGone : sentence(refusal)}</h1>
        {isTaken && <p className="soft">{say.rightsGoneText}</p>}
        <a className="button line" href="/console">
          {say.back}
        </a>
      </main>
    </StaffShell>
  );
}

/** The way back in. Somebody else may have signed in in this browser meanwhile: then the page opens as theirs. */
function SignedOut() {
  const say = useMessages(consoleScreenMessages);
  const streams = useMessages(streamsMessages);
  const { me } = useWorld();
  const { host } = useConsole();
  async function signIn() {
    await me.refresh();
    if (me.store.getState().me?.staff) location.reload();
    else goTo(`/sign-in?to=/console/${host.slug}`);
  }
  return (
    <main className="page staff-only">
      <h1>{say.signedOut}</h1>
      <p className="soft">{say.signedOutText}</p>
      <Button look="primary" onClick={() => void signIn()}>
        {streams.signIn}
      </Button>
    </main>
  );
}
