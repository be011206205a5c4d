import { useState } from 'react';
import { useMessages } from '../../../i18n/language.ts';
import { momentPath } from '../../../stores/replay/address.ts';
import { Button } from '../../../ui/Button.tsx';
import { copyText } from '../../../ui/copy-text.ts';
import { isCancelled } from '../../../ui/is-cancelled.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { useReplayStore, useReplayView } from './replay-context.ts';
import { replayWords } from './words.ts';

/**
 * Passes on the moment on the screen: by the phone's own way to share, else its address is copied; it stands in the bar, too.
 * Where neither succeeds, the page says so.
 */
export function ShareMoment({ slug }: { slug: string }) {
  const say = useMessages(replayWords);
  const view = useReplayView();
  const { store } = useReplayStore();
  const [outcome, setOutcome] = useState<Outcome>(null);
  const share = async () => {
    const path = momentPath(slug, view, store.getState().atMs);
    history.replaceState(history.state, '', path);
    setOutcome(await passOn(view.title, location.origin + path));
  };
  return (
    <>
      <Button look="line" onClick={() => void share()}>
        {outcome === 'copied' ? say.momentCopied : say.shareMoment}
      </Button>
      {outcome === 'failed' && (
        <Notice tone="fault">
          <p>{say.notShared}</p>
        </Notice>
      )}
    </>
  );
}

/** null: there is nothing to say, it was shared or left. */
type Outcome = 'copied' | 'failed' | null;

async function passOn(title: string, url: string): Promise<Outcome> {
  try {
    if (navigator.share) {
      await navigator.share({ title, url });
      return null;
    }
  } catch (fault) {
    if (isCancelled(fault)) return null;
  }
  return (await copyText(url)) ? 'copied' : 'failed';
}
