import { deskMessages } from '../../i18n/console-desk.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { clockSecond } from '../../ui/time-words.ts';
import { useDesk, useHost, useIsOnItsWay, useMay } from './host-context.ts';

/** The server does not trust its books of this stream (S6): what it found, and the way to sell again. */
export function Paused() {
  const say = useMessages(deskMessages);
  const language = useLanguage();
  const { host } = useDesk();
  const pause = useHost(({ floor }) => floor.pause);
  const isHost = useMay('host');
  const isBusy = useIsOnItsWay(['resume-selling'], null);
  if (!pause) return null;
  return (
    <div className="desk-paused">
      <Notice>
        <p>
          <b>{say.paused[pause.reason](clockSecond(pause.sinceMs, language))}</b> {say.pausedHint}
        </p>
        <p className="figures">{pause.found}</p>
        {isHost && (
          <Button look="line" busy={isBusy} onClick={() => void host.act({ kind: 'resume-selling' })}>
            {say.resumeSelling}
          </Button>
        )}
      </Notice>
    </div>
  );
}
