import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { Button } from '../../../../ui/Button.tsx';
import { useConsole, useHost, useIsOnItsWay, useMay } from '../host-context.ts';

/** Why the server does not trust its books of this stream (S6), and the host's way to sell again. */
export function PauseFound() {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  const found = useHost(({ floor }) => floor.pause?.found ?? '');
  const isHost = useMay('host');
  const isBusy = useIsOnItsWay(['stream:resume-selling'], null);
  return (
    <>
      <p className="figures">{found}</p>
      {isHost && (
        <Button look="line" busy={isBusy} onClick={() => void host.act({ kind: 'stream:resume-selling' })}>
          {say.resumeSelling}
        </Button>
      )}
    </>
  );
}
