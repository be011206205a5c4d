import { useId } from 'react';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { streamTeamMessages } from '../../../i18n/stream-team.ts';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { part, place } from '../../../ui/part.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { AccountParts } from '../shell/AccountButton.tsx';
import { useHasRail } from '../shell/PagesButton.tsx';
import { PageLinks, SellingLinks } from './ConsoleLinks.tsx';
import { consoleForms } from './console-panels.ts';
import { caresAlone, useConsole, useHost, useMay } from './host-context.ts';
import { Rehearse } from './Rehearse.tsx';

for (const form of consoleForms) form.fetch();
const Forms = place(...consoleForms);
const PagesList = part(() => import('../shell/PagesList.tsx').then((module) => module.PagesList));

/** The rarer things of a stream: its other pages, a rehearsal, a break, calling it off. */
export function MoreSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(consoleScreenMessages);
  const sayShell = useMessages(officeShellWords);
  const sayTeam = useMessages(streamTeamMessages);
  const { show } = useConsole();
  const status = useHost(({ floor }) => floor.status);
  const isHost = useMay('host');
  const isOfChat = useHost(caresAlone);
  const hasRail = useHasRail();
  return (
    <Sheet title={say.streamMenu} onClose={onClose}>
      <div className="more-list">
        {isHost && status === 'SCHEDULED' && <Rehearse />}
        {isHost && status === 'SCHEDULED' && (
          <Button look="line" onClick={() => show({ kind: 'ask', about: 'stream:cancel' })}>
            {say.cancelStream}
          </Button>
        )}
        {isHost && status === 'LIVE' && <ShortBreak onClose={onClose} />}
        {isHost && status === 'INTERRUPTED' && (
          <Button look="line" onClick={() => show({ kind: 'ask', about: 'stream:end' })}>
            {say.end}
          </Button>
        )}
        <h3>{say.moreGroups.pages}</h3>
        <PageLinks />
        {!isOfChat && <h3>{say.moreGroups.selling}</h3>}
        <SellingLinks />
        {isHost && (
          <Button look="line" onClick={() => show({ kind: 'team' })}>
            {sayTeam.open}
          </Button>
        )}
        <Forms />
        <h3>{say.moreGroups.you}</h3>
        <Button look="line" onClick={() => show({ kind: 'keys' })}>
          {say.keys}
        </Button>
        {hasRail && (
          <div className="more-shell">
            <Button look="line" wide onClick={() => show({ kind: 'search' })}>
              <Icon name="search" size={18} />
              {sayShell.find}
            </Button>
            <PagesList onFollow={onClose} />
          </div>
        )}
        <AccountParts />
      </div>
    </Sheet>
  );
}

/** The broadcast is away for a while, the sale is not (S2); the way back stands in the head of the desk. */
function ShortBreak({ onClose }: { onClose(): void }) {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  const hintId = useId();
  return (
    <>
      <Button
        look="line"
        aria-describedby={hintId}
        onClick={() => {
          void host.act({ kind: 'stream:interrupt' });
          onClose();
        }}
      >
        {say.interruptStream}
      </Button>
      <p id={hintId} className="soft more-hint">
        {say.interruptHint}
      </p>
    </>
  );
}
