import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { useActName, useConsole, useHost, useShortActName } from './host-context.ts';
import { Key } from './Key.tsx';

/** The last act, for as long as the ledger lets it be taken back (L5); the bar is the time that is left. */
export function UndoBar() {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  const offer = useHost(({ undo }) => undo);
  const nameOf = useActName();
  const shortNameOf = useShortActName();
  const untilMs = offer?.untilMs ?? 0;
  const seconds = useServerTime((nowMs) => Math.max(0, Math.ceil((untilMs - nowMs) / 1_000)));
  if (!offer || seconds === 0) return null;
  const [whole, short] = [nameOf(offer.act), shortNameOf(offer.act)];
  return (
    <div key={offer.seq} className="undo-bar" role="status">
      {/* In a hand there is no room for a name that would be cut. */}
      <span className={whole === short ? undefined : 'undo-words'}>{whole}</span>
      {whole !== short && <span className="undo-short">{short}</span>}
      <Button look="held" onClick={host.undo}>
        {say.undo}
        <span className="figures" aria-hidden="true">
          {seconds} s
        </span>
        <Key act="undo" />
      </Button>
      <i aria-hidden="true" style={{ animationDuration: `${Math.max(0, offer.untilMs - offer.fromMs)}ms` }} />
    </div>
  );
}
