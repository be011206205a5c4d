import { useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { createMyStreamsStore } from '../../../stores/my-streams-store.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { goTo } from '../../../ui/navigation.ts';
import { useIsMounted } from '../../../ui/use-is-mounted.ts';
import { useConsole } from './host-context.ts';
import { useHostSentence } from './host-sentence.ts';

/** One tap makes a rehearsal of this stream (S1) and opens it; a refusal stands under the button. */
export function Rehearse() {
  const say = useMessages(consoleScreenMessages);
  const world = useWorld();
  const { host } = useConsole();
  const sentence = useHostSentence('CNY');
  const isMounted = useIsMounted();
  const [isBusy, setBusy] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);

  async function rehearse() {
    setBusy(true);
    setReason(null);
    const made = await createMyStreamsStore(world).rehearse(host.slug);
    // Whoever has gone elsewhere meanwhile is not fetched back.
    if (!isMounted()) return;
    setBusy(false);
    if (made.ok) goTo(`/console/${made.value.slug}`);
    else setReason(made.refusal);
  }
  return (
    <div className="rehearse">
      <Button look="line" wide busy={isBusy} onClick={() => void rehearse()}>
        {isBusy ? say.rehearsing : say.rehearse}
      </Button>
      {reason && (
        <Notice tone="fault" onDismiss={() => setReason(null)}>
          {sentence(reason)}
        </Notice>
      )}
    </div>
  );
}
