import { broadcastMessages } from '../../../i18n/console-broadcast.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { dayAndTime, timeLeft } from '../../../ui/time-words.ts';
import { AccountButton } from '../shell/AccountButton.tsx';
import { BackLink } from '../shell/BackLink.tsx';
import { FinderButton } from '../shell/FinderButton.tsx';
import { PagesButton } from '../shell/PagesButton.tsx';
import { HeadMoney } from './HeadMoney.tsx';
import { isSelling, useBroadcast, useConsole, useHost, useIsOnItsWay, useMay } from './host-context.ts';
import { Rehearse } from './Rehearse.tsx';
import { StatusPill } from './StatusPill.tsx';

/** What is on, since when, for how many, and the way to begin or end it. */
export function ConsoleHeader() {
  const say = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const { show } = useConsole();
  const desk = useHost((state) => state.desk);
  const status = useHost(({ floor }) => floor.status);
  const isHost = useMay('host');
  return (
    <header className="desk-head">
      <PagesButton />
      <BackLink href="/console" />
      <div className="desk-title">
        <h1>{desk ? (language === 'en' && desk.titleEn) || desk.title : say.connecting}</h1>
        <p className="desk-state">
          {desk && <StatusPill status={status} />}
          {status === 'SCHEDULED' && desk && (
            <span className="soft figures">{say.begins(dayAndTime(desk.scheduledAtMs, language))}</span>
          )}
          {desk?.liveStartMs != null && desk.endedAtMs === null && <OnAirFor sinceMs={desk.liveStartMs} />}
          {isSelling(status) && <Viewers />}
        </p>
      </div>
      <div className="desk-figures">
        <HeadMoney />
        <Upload />
      </div>
      {isHost && status === 'SCHEDULED' && <Rehearse />}
      <Button
        className="desk-more"
        look="line"
        aria-label={say.streamMenu}
        aria-haspopup="dialog"
        onClick={() => show({ kind: 'more' })}
      >
        <span className="desk-more-word">{say.streamMenu}</span>
        <Icon name="more" />
      </Button>
      <StreamButton />
      <FinderButton />
      <AccountButton />
    </header>
  );
}

function OnAirFor({ sinceMs }: { sinceMs: number }) {
  const elapsed = useServerTime((nowMs) => timeLeft(Math.floor((nowMs - sinceMs) / 1_000) * 1_000));
  return <span className="figures">{elapsed}</span>;
}

function Viewers() {
  const say = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const viewers = useHost((state) => state.viewers);
  return (
    <span className="soft figures watching" title={say.watching}>
      <Icon name="eye" size={16} />
      {viewers.toLocaleString(language)}
      <span>{say.watching}</span>
    </span>
  );
}

/** The lines of the picture that goes up from this device, while it does. */
function Upload() {
  const say = useMessages(broadcastMessages);
  const uplink = useBroadcast((state) => (state.phase === 'on-air' ? state.uplink : null));
  if (!uplink) return null;
  const isWell = uplink.grade === 'good' || uplink.grade === 'fair';
  return (
    <span className={isWell ? 'upload figures' : 'upload weak figures'} title={say.uplinkShort}>
      <Icon name={isWell ? 'check' : 'attention'} size={16} />
      {uplink.height > 0 ? say.lines(uplink.height) : say.soundOnly}
    </span>
  );
}

function StreamButton() {
  const say = useMessages(consoleScreenMessages);
  const { host, show } = useConsole();
  const status = useHost(({ floor, desk }) => (desk ? floor.status : null));
  const isEmpty = useHost(({ floor }) => floor.order.length === 0);
  const isHost = useMay('host');
  const isBusy = useIsOnItsWay(
    ['stream:go-live', 'stream:end', 'stream:cancel', 'stream:interrupt', 'stream:resume'],
    null,
  );
  if (!isHost || status === null) return null;
  // Each is a button of its own, by its key: the focus of one that is gone must not end a stream with the next Enter.
  switch (status) {
    case 'SCHEDULED':
      return (
        <Button
          key="go-live"
          look={isEmpty ? 'line' : 'primary'}
          busy={isBusy}
          onClick={() => show({ kind: 'goLive' })}
        >
          {say.goLive}
        </Button>
      );
    case 'INTERRUPTED':
      return (
        <Button
          key="resume"
          className="back-from-break"
          look="primary"
          busy={isBusy}
          onClick={() => void host.act({ kind: 'stream:resume' })}
        >
          {say.resumeStream}
        </Button>
      );
    case 'LIVE':
    case 'REHEARSAL':
      return (
        <Button
          key="end"
          look="line"
          busy={isBusy}
          onClick={() => show({ kind: 'ask', about: 'stream:end' })}
        >
          {status === 'REHEARSAL' ? say.endRehearsal : say.end}
        </Button>
      );
    default:
      return null;
  }
}
