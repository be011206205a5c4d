import { MINUTE } from '../../../../shared/values/time.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { lately, type PaceMinute, paceOf, unitsOf } from '../../../stores/host/pace.ts';
import { useServerTime } from '../../../ui/server-time.ts';
import { clockTime } from '../../../ui/time-words.ts';
import { useMay } from './host-context.ts';
import { useOrdersLately } from './use-orders-lately.ts';

const MINUTES = 10;

/** How fast it goes: orders of the stream and pieces of the item, minute by minute, counted from the ticker. */
export function Pace({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(consoleScreenMessages);
  const maySee = useMay('orders:view');
  const known = useOrdersLately();
  const minuteMs = useServerTime((nowMs) => Math.floor(nowMs / MINUTE) * MINUTE);
  const orders = useServerTime((nowMs) => lately(known, nowMs - MINUTE, () => 1));
  const units = useServerTime((nowMs) => lately(known, nowMs - MINUTE, unitsOf(itemNumber)));
  if (!maySee) return null;
  return (
    <div className="pace">
      <Bars label={say.ordersPerMinute} now={orders} minutes={paceOf(known, minuteMs, MINUTES, () => 1)} />
      <Bars
        label={say.unitsPerMinute(itemNumber)}
        now={units}
        minutes={paceOf(known, minuteMs, MINUTES, unitsOf(itemNumber))}
      />
    </div>
  );
}

/** @param now what the last 60 s brought: the running minute begins with nothing */
function Bars({
  label,
  now,
  minutes,
}: {
  label: string;
  now: number | null;
  minutes: readonly PaceMinute[];
}) {
  const say = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const most = Math.max(1, ...minutes.map(({ count }) => count ?? 0));
  const words = ({ atMs, count }: PaceMinute) =>
    `${clockTime(atMs, language)} ${count === null ? say.unknownMinute : count}`;
  const last = minutes.at(-1);
  return (
    <figure className="bars" title={say.paceOf(MINUTES)}>
      <figcaption>
        <span className="soft">{label}</span> <b className="figures">{now ?? '–'}</b>
      </figcaption>
      <div role="img" aria-label={minutes.map(words).join(', ')}>
        {minutes.map((minute) => (
          <i
            key={minute.atMs}
            title={words(minute)}
            className={minute.count === null ? 'unknown' : minute === last ? 'running' : ''}
            style={{ height: minute.count === null ? '100%' : `${(minute.count / most) * 100}%` }}
          />
        ))}
      </div>
    </figure>
  );
}
