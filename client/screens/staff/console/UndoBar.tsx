import { useCallback } from 'react';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { itemOf } from '../../../stores/host/host-commands.ts';
import { Button } from '../../../ui/Button.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { Toast } from '../../../ui/Toast.tsx';
import { useActName, useConsole, useHost } from './host-context.ts';
import { Key } from './Key.tsx';

/** The last act, for as long as the ledger lets it be taken back (L5); the bar is the time that is left. */
export function UndoBar() {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  const offer = useHost(({ undo }) => undo);
  const nameOf = useActName();
  const untilMs = offer?.untilMs ?? 0;
  const itemNumber = offer ? itemOf(offer.act) : null;
  const rowOf = useCallback(
    () => document.querySelector(`.lineup-row[data-item="${itemNumber}"]`),
    [itemNumber],
  );
  const seconds = useServerTime((nowMs) => Math.max(0, Math.ceil((untilMs - nowMs) / 1_000)));
  if (!offer || seconds === 0) return null;
  return (
    <Toast key={offer.seq} acted={rowOf}>
      <span>{nameOf(offer.act)}</span>
      <Button look="held" onClick={host.undo}>
        {say.undo}
        <span className="figures" aria-hidden="true">
          {seconds} s
        </span>
        <Key>Z</Key>
      </Button>
      <i aria-hidden="true" style={{ animationDuration: `${Math.max(0, offer.untilMs - offer.fromMs)}ms` }} />
    </Toast>
  );
}
