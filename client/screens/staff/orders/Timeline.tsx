import type { OfficeOrder, OrderEvent } from '../../../../shared/contract/office-orders.ts';
import { factWords } from '../../../i18n/fact-words.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeOrdersWords } from '../../../i18n/office-orders.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { deviceName } from '../../../ui/device-name.ts';
import { useMoney } from '../../../ui/Price.tsx';
import { personIn } from '../../../ui/person-in.ts';
import { clockSecond, dayAndTime } from '../../../ui/time-words.ts';
import { useLineNames } from './order-parts.tsx';

/** What happened to it out of the log: when, who, on which device, and what it made of what. */
export function Timeline({ order }: { order: OfficeOrder }) {
  const say = useMessages(officeOrdersWords);
  return (
    <section className="order-block">
      <h2>{say.timeline}</h2>
      <ol className="order-timeline">
        {order.timeline.map((event) => (
          <Entry key={event.seq} event={event} order={order} />
        ))}
      </ol>
      {order.hasMore && <p className="soft small">{say.hasMore}</p>}
    </section>
  );
}

function Entry({ event, order }: { event: OrderEvent; order: OfficeOrder }) {
  const say = useMessages(officeOrdersWords);
  const facts = useMessages(factWords);
  const language = useLanguage();
  const money = useMoney(order.currency);
  const nameOf = useLineNames(order);
  const { atMs, type, change, lines, amountMinor, reason, bearer, payoutLessMinor, payByMs } = event;
  const states: Record<'order' | 'parcel' | 'claim', Record<string, string>> = {
    order: say.status,
    parcel: say.parcel,
    claim: say.claim,
  };
  const stateWords = ({ of, from, to }: NonNullable<OrderEvent['change']>) => {
    const words = (state: string) => states[of][state] ?? state;
    return from === null ? words(to) : say.change(words(from), words(to));
  };
  const about = [
    ...(change && change.from !== change.to ? [stateWords(change)] : []),
    ...lines.map(({ units, lineIndex, refundMinor }) => {
      const line = units === 0 ? nameOf(lineIndex) : say.lineOf(units, nameOf(lineIndex));
      return refundMinor === undefined || lines.length === 1 ? line : say.lineBack(line, money(refundMinor));
    }),
    ...(amountMinor === null ? [] : [money(amountMinor)]),
    ...(reason === null ? [] : [say.reasons[reason] ?? reason]),
    ...(bearer ? [say.bearers[bearer]] : []),
    ...(payoutLessMinor === undefined
      ? []
      : [payoutLessMinor === 0 ? say.payoutSame : say.payoutLess(money(0 - payoutLessMinor))]),
    ...(payByMs === null || order.payment.method === 'cash_on_delivery'
      ? []
      : [say.payBy(dayAndTime(payByMs, language))]),
  ];
  return (
    <li>
      <time
        className="soft figures"
        dateTime={new Date(atMs).toISOString()}
        title={clockSecond(atMs, language)}
      >
        {dayAndTime(atMs, language)}
      </time>
      <div>
        <p>
          <b>{type === 'order_paid' ? say.confirmed[order.payment.method] : facts[type]}</b>{' '}
          <By by={event.by} />
        </p>
        {about.length > 0 && <p className="soft small figures">{about.join(' · ')}</p>}
      </div>
    </li>
  );
}

/** Whoever caused it; of staff also on which device, since one person may work on several. */
function By({ by }: { by: OrderEvent['by'] }) {
  const say = useMessages(officeOrdersWords);
  const shell = useMessages(officeShellWords);
  const language = useLanguage();
  const { who, name, nameEn, role, device } = by;
  const words = [
    name === undefined ? say.who[who] : personIn(language, name, nameEn),
    ...(role ? [shell.roles[role]] : []),
    ...(device ? [say.device(deviceName(device))] : []),
  ];
  return <span className="soft">{words.join(' · ')}</span>;
}
