import type { StreamStatus } from '../../../../shared/market/stream/entry.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { part } from '../../../ui/part.tsx';
import { useIsLater } from '../../../ui/use-is-later.ts';
import { DemoChip } from '../../DemoChip.tsx';
import { SettingsButtons } from '../../SettingsButtons.tsx';
import { useLive } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

const Share = part(() => import('./ShareStream.tsx').then((module) => module.ShareStream));

/** As wide before it has come: nothing beside it moves. */
const place = <i className="icon-button" />;

/** Title, status, viewers and host in a small bar over the picture, and the way out. */
export function TopBar() {
  const say = useMessages(viewerWords);
  const language = useLanguage();
  const isLater = useIsLater();
  const title = useLive(({ view }) => view.stream && titledIn(language, view.stream).title);
  const hostName = useLive(({ view }) => view.stream && titledIn(language, view.stream).hostName);
  return (
    <header className="top-bar">
      <div className="top-title">
        <h1 title={title ?? undefined}>{title}</h1>
        <p>
          <StatusPill />
          <Viewers />
          {hostName && <bdi>{hostName}</bdi>}
        </p>
      </div>
      <div className="top-actions">
        <DemoChip />
        {isLater ? <Share fallback={place} /> : place}
        <SettingsButtons />
        <a className="icon-button" href="/" aria-label={say.leave} title={say.leave}>
          <Icon name="close" />
        </a>
      </div>
    </header>
  );
}

function StatusPill() {
  const say = useMessages(viewerWords);
  const status = useLive((state) => state.view.stream?.status);
  if (!status) return null;
  const words: Record<StreamStatus, string> = {
    LIVE: say.live,
    SCHEDULED: say.scheduled,
    INTERRUPTED: say.interrupted,
    ENDED: say.ended,
    CLOSED: say.ended,
    CANCELLED: say.cancelled,
    REHEARSAL: say.rehearsal,
  };
  return (
    <span className={`status ${status.toLowerCase()}`}>
      <i aria-hidden="true" />
      {words[status]}
    </span>
  );
}

function Viewers() {
  const say = useMessages(viewerWords);
  const language = useLanguage();
  const viewers = useLive((state) => state.viewers);
  const isOn = useLive(({ view }) => view.stream?.status === 'LIVE' || view.stream?.status === 'INTERRUPTED');
  if (!isOn) return null;
  const count = viewers.toLocaleString(language);
  return (
    <span className="viewers figures" title={say.viewers(count)}>
      <Icon name="eye" size={16} />
      <span aria-hidden="true">{count}</span>
      <span className="unseen">{say.viewers(count)}</span>
    </span>
  );
}
