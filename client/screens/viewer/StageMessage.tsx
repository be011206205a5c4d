import { useLanguage, useMessages } from '../../i18n/language.ts';
import { useServerTime } from '../../ui/server-time.ts';
import { dayAndTime, timeLeft } from '../../ui/time-words.ts';
import { useLive, useViewer } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** What stands in the middle of the picture when nobody is on it: a countdown, a break, an end. */
export function StageMessage() {
  const say = useMessages(viewerWords);
  const status = useLive((state) => state.view.stream?.status);
  switch (status) {
    case 'SCHEDULED':
      return <Opening />;
    case 'INTERRUPTED':
      return <Message title={say.interrupted} hint={say.interruptedText} />;
    case 'ENDED':
      return <Message title={say.endedText} hint={say.endedHint} wayOn wayBack />;
    case 'CLOSED':
      return <Message title={say.endedText} hint={say.closedHint} wayOn wayBack />;
    case 'CANCELLED':
      return <Message title={say.cancelledText} hint={say.cancelledHint} wayOn />;
    case 'REHEARSAL':
      return <Message title={say.rehearsal} hint={say.rehearsalText} />;
    case 'LIVE':
    case undefined:
      return <div className="stage-message" />;
  }
}

function Opening() {
  const say = useMessages(viewerWords);
  const language = useLanguage();
  const scheduledAtMs = useLive((state) => state.view.stream?.scheduledAtMs ?? 0);
  const left = useServerTime((nowMs) => (nowMs < scheduledAtMs ? timeLeft(scheduledAtMs - nowMs) : null));
  if (left === null) return <Message title={say.opensAnyMoment} hint={say.opensHint} />;
  return (
    <div className="stage-message">
      <p>{say.startsIn}</p>
      <p className="opening figures" role="timer">
        {left}
      </p>
      <p>{say.startsAt(dayAndTime(scheduledAtMs, language))}</p>
    </div>
  );
}

function Message({
  title,
  hint,
  wayOn = false,
  wayBack = false,
}: {
  title: string;
  hint: string;
  /** A link to what else is on, and one to what was here. */
  wayOn?: boolean;
  wayBack?: boolean;
}) {
  const say = useMessages(viewerWords);
  const { slug } = useViewer().live;
  return (
    <div className="stage-message">
      <h2>{title}</h2>
      <p>{hint}</p>
      {wayBack && <a href={`/replay/${slug}`}>{say.lookBack}</a>}
      {wayOn && <a href="/">{say.whatElse}</a>}
    </div>
  );
}
