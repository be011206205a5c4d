import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AfterStream as After } from '../../../../../shared/contract/after-stream.ts';
import { producerIn } from '../../../../../shared/values/names.ts';
import { MINUTE } from '../../../../../shared/values/time.ts';
import { afterStreamWords } from '../../../../i18n/after-stream.ts';
import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { copyStreamWords } from '../../../../i18n/copy-stream.ts';
import { insightsMessages } from '../../../../i18n/insights.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { askRoute, questionsOf } from '../../../../stores/staff-questions.ts';
import { useWorld } from '../../../../stores/world.ts';
import { Bones } from '../../../../ui/Bones.tsx';
import { dueDay } from '../../../../ui/money-days.ts';
import { Pill } from '../../../../ui/Pill.tsx';
import { useMoney } from '../../../../ui/Price.tsx';
import { shipDay } from '../../../../ui/ShipDates.tsx';
import { clockTime, dayAndTime, timeLeft } from '../../../../ui/time-words.ts';
import { OfOrders } from '../../orders/OfOrders.tsx';
import { ordersAddress } from '../../orders/orders-address.ts';
import { NotRead } from '../../shell/NotRead.tsx';
import { useMayOpen } from '../../shell/use-may-open.ts';
import { useConsole, useHost, useMay, useMaySeeInsights } from '../host-context.ts';
import { againMs } from './again.ts';
import { SoldProducts, Wanted } from './SoldProducts.tsx';
import './summary.css';

/** What became of a stream: sold, to ship, owed to producers, asked for and not there. Each part leads to its page. */
export function AfterStream() {
  const client = questionsOf(useWorld());
  return (
    <QueryClientProvider client={client}>
      <Summary />
    </QueryClientProvider>
  );
}

function Summary() {
  const say = useMessages(afterStreamWords);
  const world = useWorld();
  const { slug } = useConsole().host;
  const { data, error, refetch } = useQuery({
    queryKey: ['after-stream', slug],
    queryFn: () => askRoute(world, 'afterStream', { params: { slug } }),
    refetchInterval: ({ state }) => againMs(state.data),
  });
  return (
    <main className="after" aria-label={say.title} aria-busy={!data && !error}>
      <NotRead fault={error} onAgain={() => void refetch()} />
      {data ? (
        <>
          <Begun after={data} />
          <div className="after-parts">
            {data.sold && <Sold after={data} sold={data.sold} />}
            <Ships after={data} />
            <Producers after={data} />
            <Wanted items={data.items} />
          </div>
          <SoldProducts after={data} />
        </>
      ) : (
        !error && <Bones />
      )}
    </main>
  );
}

function Begun({ after: { liveStartMs, endedAtMs, asOfMs, closesAtMs, status } }: { after: After }) {
  const say = useMessages(afterStreamWords);
  const sayCopy = useMessages(copyStreamWords);
  const { slug } = useConsole().host;
  const isHost = useMay('host');
  const { hoursMinutes } = useMessages(insightsMessages);
  const language = useLanguage();
  const minutes = Math.max(1, Math.round(((endedAtMs ?? asOfMs) - liveStartMs) / MINUTE));
  const span = hoursMinutes(Math.floor(minutes / 60), minutes % 60);
  return (
    <header className="after-head">
      <h2>{say.title}</h2>
      <p className="soft figures">{say.onAir(dayAndTime(liveStartMs, language), span)}</p>
      {status === 'ENDED' && closesAtMs !== null && (
        <p className="figures after-open">{say.stillOpen(clockTime(closesAtMs, language))}</p>
      )}
      <Recorded />
      {isHost && (
        <a className="button line" href={`/console?copy=${slug}`}>
          {sayCopy.copyThis}
        </a>
      )}
    </header>
  );
}

/** The way to what was recorded of it. */
function Recorded() {
  const say = useMessages(broadcastMessages);
  const { slug } = useConsole().host;
  const keptMs = useHost(({ media }) => media?.recording.keptMs ?? 0);
  if (keptMs === 0) return null;
  return (
    <p className="after-recorded figures">
      {say.recorded(timeLeft(keptMs))}{' '}
      <a className="text-button" href={`/replay/${slug}`}>
        {say.lookBack}
      </a>
    </p>
  );
}

/** A part with its name and the way to its page. */
function Part({
  title,
  about,
  href,
  to,
  children,
}: {
  title: string;
  about?: string;
  /** null: this person may not open it. */
  href: string | null;
  to: string;
  children: ReactNode;
}) {
  return (
    <section className="after-part" aria-label={title}>
      <header>
        <h3>{title}</h3>
        {about !== undefined && <span className="soft">{about}</span>}
        {href !== null && (
          <a className="text-button" href={href}>
            {to}
          </a>
        )}
      </header>
      {children}
    </section>
  );
}

function Sold({ after, sold }: { after: After; sold: NonNullable<After['sold']> }) {
  const say = useMessages(afterStreamWords);
  const language = useLanguage();
  const money = useMoney(after.currency);
  const { slug } = useConsole().host;
  const maySeeInsights = useMaySeeInsights();
  const mayOrders = useMayOpen('orders');
  const { gmvPaidMinor, targetMinor = 0, unpaidMinor, atDoorMinor, paidOrders } = sold;
  const percent = (share: number) => share.toLocaleString(language, { style: 'percent' });
  const paid = { stream: slug, outcome: 'paid' } as const;
  const counted = [
    [say.orders, paidOrders, paid],
    [say.units, sold.paidUnits, null],
    [say.buyers, sold.payingBuyers, paid],
    [say.viewers, sold.viewers, null],
  ] as const;
  return (
    <Part title={say.sold} href={maySeeInsights ? `/insights/${slug}` : null} to={say.toInsights}>
      <p className="after-gmv">
        <b className="figures">
          <OfOrders filter={paid} count={paidOrders}>
            {money(gmvPaidMinor)}
          </OfOrders>
        </b>{' '}
        <span className="soft">{say.gmvPaid}</span>
      </p>
      {targetMinor > 0 && (
        <meter min={0} max={targetMinor} value={Math.min(gmvPaidMinor, targetMinor)} aria-hidden />
      )}
      <p className="soft figures">
        {targetMinor > 0
          ? say.ofTarget(percent(gmvPaidMinor / targetMinor), money(targetMinor))
          : say.noTarget}
      </p>
      <dl className="after-counts figures">
        {counted.map(([name, count, orders]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <OfOrders filter={orders} count={count}>
                {count.toLocaleString(language)}
              </OfOrders>
            </dd>
          </div>
        ))}
      </dl>
      <ul className="after-rows">
        <Row
          what={say.unpaid}
          figure={money(unpaidMinor)}
          href={mayOrders && unpaidMinor > 0 ? ordersAddress({ stream: slug, outcome: 'open' }) : null}
        />
        <Row
          what={say.atDoor}
          figure={money(atDoorMinor)}
          href={mayOrders && atDoorMinor > 0 ? ordersAddress({ ...paid, payment: 'cash_on_delivery' }) : null}
        />
      </ul>
    </Part>
  );
}

function Row({
  what,
  about,
  figure,
  href,
  label,
}: {
  what: ReactNode;
  about?: ReactNode;
  figure: string;
  /** null: it leads nowhere. */
  href: string | null;
  /** What the link is called where its words do not say it. */
  label?: string;
}) {
  const words = (
    <>
      <span className="after-what">
        {what}
        {about !== undefined && <small className="soft">{about}</small>}
      </span>
      <b className="figures">{figure}</b>
    </>
  );
  return (
    <li>
      {href === null ? (
        <span>{words}</span>
      ) : (
        <a href={href} {...(label !== undefined && { title: label })}>
          {words}
        </a>
      )}
    </li>
  );
}

function Ships({ after: { ships } }: { after: After }) {
  const say = useMessages(afterStreamWords);
  const language = useLanguage();
  const { slug } = useConsole().host;
  const mayPack = useMayOpen('packing');
  const mayOrders = useMayOpen('orders');
  const orders = mayOrders ? ordersAddress({ stream: slug, pack: 'waiting' }) : null;
  const href = mayPack ? `/packing/${slug}` : orders;
  return (
    <Part title={say.ships} href={href} to={mayPack ? say.toPacking : say.toPackOrders}>
      {ships.days.length === 0 && <p className="soft">{say.nothingToShip}</p>}
      <ul className="after-rows">
        {ships.days.map(({ shipBy, toPack, packed, isLate }) => (
          <Row
            key={shipBy}
            what={
              <span>
                {shipBy === null ? say.noDay : say.shipsBy(shipDay(shipBy, language))}{' '}
                {isLate && (
                  <Pill tone="attention" icon="attention">
                    {say.late}
                  </Pill>
                )}
              </span>
            }
            {...(packed > 0 && { about: say.packed(packed) })}
            figure={say.parcels(toPack + packed)}
            href={href}
          />
        ))}
      </ul>
      {ships.isMore && <p className="soft">{say.more}</p>}
    </Part>
  );
}

function Producers({ after: { producers, currency, timeZone, dueDays, isSettling } }: { after: After }) {
  const say = useMessages(afterStreamWords);
  const language = useLanguage();
  const money = useMoney(currency);
  const isHost = useMay('host');
  const { slug } = useConsole().host;
  const mayPay = useMayOpen('settlement');
  const mayOrders = useMayOpen('orders');
  if (!isHost) return null;
  return (
    <Part
      title={say.producers}
      about={isSettling ? say.settling : say.producersAbout}
      href={mayPay ? '/admin/settlement' : null}
      to={say.toPayouts}
    >
      {producers === null && <p className="soft">{say.tooMany}</p>}
      {producers?.length === 0 && <p className="soft">{say.noShares}</p>}
      <ul className="after-rows">
        {producers?.map((each) => {
          const name = producerIn(language, each);
          const due =
            each.dueUntilMs === null
              ? say.dueAfter(dueDays)
              : say.dueBy(dueDay(each.dueUntilMs, language, timeZone));
          const delivered = each.deliveredMinor > 0 ? ` · ${say.delivered(money(each.deliveredMinor))}` : '';
          return (
            <Row
              key={each.producerId}
              what={name}
              about={due + delivered}
              figure={money(each.shareMinor)}
              {...(mayPay
                ? {
                    href: `/statement/${each.producerId}?currency=${currency}`,
                    label: say.statementOf(name),
                  }
                : {
                    // A host pays nobody: what they may read is what was sold of this producer.
                    href: mayOrders
                      ? ordersAddress({ stream: slug, producer: each.producerId, outcome: 'paid' })
                      : null,
                  })}
            />
          );
        })}
      </ul>
    </Part>
  );
}
