import type { OfficeOrder } from '../../../../shared/contract/office-orders.ts';
import { originIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeOrdersWords } from '../../../i18n/office-orders.ts';
import { useWorld } from '../../../stores/world.ts';
import { Pill } from '../../../ui/Pill.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { dayAndTime, dayOnly } from '../../../ui/time-words.ts';
import { useMayOpen } from '../shell/use-may-open.ts';

/** What of an order is called how. */
export function useLineNames({ lines }: Pick<OfficeOrder, 'lines'>): (lineIndex: number) => string {
  const language = useLanguage();
  return (lineIndex) => {
    const line = lines.find((each) => each.lineIndex === lineIndex);
    return line ? (language === 'en' && line.nameEn) || line.name : `${lineIndex}`;
  };
}

/** Each parcel with where it is, and the page of its carrier. */
export function Parcels({ order }: { order: OfficeOrder }) {
  const say = useMessages(officeOrdersWords);
  const language = useLanguage();
  const nameOf = useLineNames(order);
  const mayPack = useMayOpen('packing');
  return (
    <section className="order-block">
      <h2>{say.parcels}</h2>
      {order.parcels.length === 0 && <p className="soft">{say.noParcels}</p>}
      <ul className="order-rows">
        {order.parcels.map((parcel) => {
          const { shipmentId, status, carrier, trackingCode, trackingUrl, lines } = parcel;
          const atMs = parcel.endedAtMs ?? parcel.deliveredAtMs ?? parcel.shippedAtMs ?? parcel.packedAtMs;
          return (
            <li key={shipmentId}>
              <p className="order-row-head">
                <Pill tone={status === 'LOST' ? 'attention' : status === 'RETURNED' ? 'plain' : 'done'}>
                  {say.parcel[status]}
                </Pill>
                <span className="soft figures">
                  {dayAndTime(atMs, language)} · {originIn(language, parcel)}
                </span>
              </p>
              {trackingCode !== null && (
                <p>
                  {carrier}{' '}
                  {trackingUrl ? (
                    <a className="figures" href={trackingUrl} target="_blank" rel="noreferrer">
                      {trackingCode}
                    </a>
                  ) : (
                    <span className="figures">{trackingCode}</span>
                  )}
                </p>
              )}
              <p className="soft small">
                {lines.map((line) => say.lineOf(line.units, nameOf(line.lineIndex))).join(say.between)}
              </p>
            </li>
          );
        })}
      </ul>
      {mayPack && order.status === 'PAID' && (
        <p>
          <a href={`/packing/${order.stream.slug}`}>{say.pack}</a>
        </p>
      )}
    </section>
  );
}

/** What its buyer asks back, and until when that is answered. */
export function Claims({ order }: { order: OfficeOrder }) {
  const say = useMessages(officeOrdersWords);
  const language = useLanguage();
  const money = useMoney(order.currency);
  const mayPack = useMayOpen('packing');
  if (order.claims.length === 0) return null;
  return (
    <section className="order-block">
      <h2>{say.claims}</h2>
      <ul className="order-rows">
        {order.claims.map((claim) => (
          <li key={claim.claimId}>
            <p className="order-row-head">
              <Pill tone={claim.status === 'OPEN' ? 'attention' : 'plain'}>{say.claim[claim.status]}</Pill>
              <span className="soft figures">{dayAndTime(claim.openedAtMs, language)}</span>
            </p>
            <p>
              {say.lineOf(claim.units, (language === 'en' && claim.nameEn) || claim.name)} ·{' '}
              {say.reasons[claim.reason] ?? claim.reason}
              {claim.refundMinor > 0 && ` · ${say.refundedOf(money(claim.refundMinor))}`}
            </p>
            {claim.status === 'OPEN' && (
              <p className="soft">
                {say.answerBy(dayAndTime(claim.answerByMs, language))}
                {mayPack && (
                  <>
                    {' · '}
                    <a href={`/packing/${order.stream.slug}`}>{say.decide}</a>
                  </>
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How it is paid, each try, and how far the money is that comes back. */
export function Payment({ order: { payment, status } }: { order: OfficeOrder }) {
  const say = useMessages(officeOrdersWords);
  const language = useLanguage();
  const { clock } = useWorld();
  const time = (ms: number) => dayAndTime(ms, language);
  const { freeCancelUntilMs, method } = payment;
  // An order that is paid at the door is confirmed at once; when the courier got the money, nobody says.
  const isOnline = method !== 'cash_on_delivery';
  return (
    <section className="order-block">
      <h2>{say.paymentTitle}</h2>
      <p>
        {say.payment[method]}
        {isOnline && payment.paidAtMs !== null && ` · ${say.paidAt(time(payment.paidAtMs))}`}
        {status === 'PLACED' && ` · ${say.payBy(time(payment.payByMs))}`}
      </p>
      {payment.isLate && <p className="soft">{say.paidLate}</p>}
      {freeCancelUntilMs !== null && freeCancelUntilMs > clock.now() && (
        <p className="soft">{say.freeUntil(time(freeCancelUntilMs))}</p>
      )}
      {payment.attempts.length > 1 && (
        <ul className="soft small figures">
          {payment.attempts.map(({ paymentId, atMs, outcome }) => (
            <li key={paymentId}>
              {time(atMs)} · {outcome === 'paid' ? say.confirmed[method] : say.outcome[outcome]}
            </li>
          ))}
        </ul>
      )}
      {payment.refund && (
        <p>
          {say.refund[payment.refund.state]}
          {payment.refund.atMs !== undefined && ` ${time(payment.refund.atMs)}`}
          {payment.refund.byMs !== undefined &&
            ` · ${say.promisedBy(dayOnly(payment.refund.byMs, language))}`}
        </p>
      )}
    </section>
  );
}
