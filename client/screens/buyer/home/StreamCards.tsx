import type { ReactNode } from 'react';
import type { ListedStream } from '../../../../shared/market/stream/contract.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Remind } from '../../../ui/Remind.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { Cover } from './Cover.tsx';
import { homeWords } from './words.ts';
import '../../../ui/row-link.css';

/** A stream that is on, beside a larger one. */
export function LiveCard({ stream }: { stream: ListedStream }) {
  const say = useMessages(homeWords);
  const { slug, status, viewers = 0 } = stream;
  return (
    <Card
      stream={stream}
      href={`/s/${slug}`}
      badge={
        <span className={`status ${status.toLowerCase()}`}>
          <i aria-hidden="true" />
          {status === 'LIVE' ? say.live : say.break}
        </span>
      }
    >
      {viewers > 0 && <p className="soft figures">{say.watching(viewers)}</p>}
    </Card>
  );
}

/** One that is planned: when, and its reminder. */
export function ComingCard({ stream }: { stream: ListedStream }) {
  const say = useMessages(homeWords);
  const language = useLanguage();
  const { slug, scheduledAtMs } = stream;
  const { title } = titledIn(language, stream);
  return (
    <Card stream={stream} href={`/s/${slug}`}>
      <p className="figures">{say.starts(dayAndTime(scheduledAtMs, language))}</p>
      <Remind slug={slug} words={say.remind} label={say.remindOf(title)} />
    </Card>
  );
}

/** One that is over: its replay where there is a recording, else what was shown when. */
export function PastCard({ stream }: { stream: ListedStream }) {
  const say = useMessages(homeWords);
  const language = useLanguage();
  const { slug, recordedMs, liveStartMs, scheduledAtMs } = stream;
  const time = dayAndTime(liveStartMs ?? scheduledAtMs, language);
  return (
    <Card stream={stream} href={`/replay/${slug}`}>
      {recordedMs === undefined ? (
        <p className="soft figures">{say.was(time)}</p>
      ) : (
        <p className="card-replay figures">
          <Icon name="play" size={16} />
          {say.replay(lengthOf(recordedMs))}
        </p>
      )}
    </Card>
  );

  function lengthOf(ms: number): string {
    const minutes = Math.max(1, Math.round(ms / MINUTE));
    return minutes < 60 ? say.minutes(minutes) : say.hours(Math.floor(minutes / 60), minutes % 60);
  }
}

/** The whole card leads to the stream; what stands in it beside that lies above the link. */
function Card({
  stream,
  href,
  badge,
  children,
}: {
  stream: ListedStream;
  href: string;
  badge?: ReactNode;
  children: ReactNode;
}) {
  const language = useLanguage();
  const { title, hostName } = titledIn(language, stream);
  return (
    <li className="stream-card">
      <Cover source={stream.cover} />
      {badge}
      <div className="card-words">
        <h3>
          <a className="row-link" href={href}>
            <bdi>{title}</bdi>
          </a>
        </h3>
        <p className="soft">
          <bdi>{hostName}</bdi>
        </p>
        {children}
      </div>
    </li>
  );
}
