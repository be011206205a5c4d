import { useQuery } from '@tanstack/react-query';
import { useStore } from 'zustand';
import { MOST_UNITS_ASKED } from '../../../../shared/contract/office-lists.ts';
import type { OrdersFilter } from '../../../../shared/contract/office-orders.ts';
import { namedIn, originIn, titledIn } from '../../../../shared/values/names.ts';
import { channelMessages } from '../../../i18n/channels.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeBuyersWords } from '../../../i18n/office-buyers.ts';
import { officeOrdersWords } from '../../../i18n/office-orders.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { clockTime, dayAndTime } from '../../../ui/time-words.ts';
import { endOf } from '../buyers/buyers-address.ts';
import { FindPeople } from '../people/FindPeople.tsx';
import { FilterChips } from './FilterChips.tsx';

/** What a chip asks for, apart from everything else that was chosen. */
const chips = {
  all: {},
  PLACED: { state: 'PLACED' },
  PAID: { state: 'PAID' },
  COMPLETED: { state: 'COMPLETED' },
  CANCELLED: { state: 'CANCELLED' },
  EXPIRED: { state: 'EXPIRED' },
  waiting: { pack: 'waiting' },
  late: { pack: 'late' },
  claims: { claim: 'open' },
  refunded: { refunded: 'any' },
} as const satisfies Record<string, OrdersFilter>;

interface Choosing {
  filter: OrdersFilter;
  choose(filter: OrdersFilter): void;
}

/** Which orders: by number, by what became of them, by stream, origin and day. */
export function OrdersFilters({ filter, choose }: Choosing) {
  const say = useMessages(officeOrdersWords);
  return (
    <div className="orders-filters">
      <FindPeople
        key={filter.q}
        isForOrders
        text={filter.q}
        isNarrowed={filter.buyer !== undefined}
        onEmpty={() => {
          const { q: _, ...others } = filter;
          choose(others);
        }}
      />
      <FilterChips
        legend={say.filters}
        chips={chips}
        wordsOf={(chip) => say.chips[chip]}
        filter={filter}
        choose={choose}
      />
      <details className="orders-more" open={hasMore(filter)}>
        <summary>{say.filters}</summary>
        <div className="orders-fields">
          <StreamChoice filter={filter} choose={choose} />
          <OriginChoice filter={filter} choose={choose} />
          <DayOf label={say.from} name="from" filter={filter} choose={choose} />
          <DayOf label={say.to} name="to" filter={filter} choose={choose} />
        </div>
      </details>
      <Narrowed filter={filter} choose={choose} />
    </div>
  );
}

function hasMore({ stream, origin, from, to }: OrdersFilter): boolean {
  return [stream, origin, from, to].some((each) => each !== undefined);
}

function StreamChoice({ filter, choose }: Choosing) {
  const say = useMessages(officeOrdersWords);
  const language = useLanguage();
  const world = useWorld();
  const { data } = useQuery({ queryKey: ['streams'], queryFn: () => askRoute(world, 'myStreams') });
  const { stream, item: _, ...others } = filter;
  const known = data?.streams.filter(({ rehearsalOf }) => rehearsalOf === null) ?? [];
  const isListed = stream === undefined || known.some(({ slug }) => slug === stream);
  return (
    <SelectField
      label={say.stream}
      value={stream ?? ''}
      options={[
        { value: '', words: say.allStreams },
        ...(isListed ? [] : [{ value: stream, words: stream }]),
        ...known.map((each) => ({ value: each.slug, words: titledIn(language, each).title })),
      ]}
      onChange={(slug) => choose(slug === '' ? others : { ...others, stream: slug })}
    />
  );
}

/** The origins are known to operators; others find one by a link. */
function OriginChoice({ filter, choose }: Choosing) {
  const say = useMessages(officeOrdersWords);
  const world = useWorld();
  const isOperator = useStore(world.me.store, ({ me }) => me?.staff?.role === 'operator');
  const { data } = useQuery({
    queryKey: ['origins'],
    queryFn: () => askRoute(world, 'originDays'),
    enabled: isOperator,
  });
  const language = useLanguage();
  const { origin, ...others } = filter;
  const known = data?.origins ?? [];
  const isKnown = origin === undefined || known.some((each) => each.origin === origin);
  const all = isKnown ? known : [{ origin }, ...known];
  if (all.length === 0) return null;
  return (
    <SelectField
      label={say.origin}
      value={origin ?? ''}
      options={[
        { value: '', words: say.allOrigins },
        ...all.map((each) => ({ value: each.origin, words: originIn(language, each) })),
      ]}
      onChange={(name) => choose(name === '' ? others : { ...others, origin: name })}
    />
  );
}

function DayOf({ label, name, filter, choose }: Choosing & { label: string; name: 'from' | 'to' }) {
  const { [name]: day, ...others } = filter;
  // Without a range of days nothing can be asked of it.
  const { weekday: _, buyers: __, shipDay: ___, ...without } = others;
  return (
    <DayField
      label={label}
      value={day ?? ''}
      onChange={({ target: { value } }) => choose(value === '' ? without : { ...others, [name]: value })}
    />
  );
}

/** The product and the producer of a filter by name; a list that nobody may read names none. */
function useNamed({ product, producer }: OrdersFilter): { product?: string; producer?: string } {
  const world = useWorld();
  const language = useLanguage();
  const query = { ...(product && { product }), ...(producer && { producer }) };
  const { data } = useQuery({
    queryKey: ['orders named', query],
    queryFn: () => askRoute(world, 'officeOrders', { query: { ...query, limit: 1 } }),
    enabled: product !== undefined || producer !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const names = data?.named;
  return {
    ...(product && names?.product && { product: namedIn(language, names.product).name }),
    ...(producer && names?.producer && { producer: namedIn(language, names.producer).name }),
  };
}

/** Monday is 1. */
function weekdayWords(weekday: number, language: string): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, weekday),
  );
}

/** What a link from elsewhere has narrowed the list to, each to be taken off. */
function Narrowed({ filter, choose }: Choosing) {
  const say = useMessages(officeOrdersWords);
  const language = useLanguage();
  const sayBuyers = useMessages(officeBuyersWords);
  const { item, minuteMs, toMinuteMs, outcome, channel, product, producer, price, payment, buyer, bought } =
    filter;
  const { category, currency, units, voucher, weekday, buyers, shipDay } = filter;
  const sayChannel = useMessages(channelMessages);
  const named = useNamed(filter);
  const placedIn = (from: number, to = from) =>
    to === from
      ? say.minute(dayAndTime(from, language))
      : say.minutes(dayAndTime(from, language), clockTime(to, language));
  const words = {
    item: item === undefined ? null : say.item(item),
    minuteMs: minuteMs === undefined ? null : placedIn(minuteMs, toMinuteMs),
    outcome: outcome === undefined ? null : say.came[outcome],
    channel: channel === undefined ? null : sayChannel.channels[channel],
    product: product === undefined ? null : (named.product ?? say.oneProduct),
    producer: producer === undefined ? null : (named.producer ?? say.producer),
    category: category === undefined ? null : say.category(category),
    price: price === undefined ? null : say.price[price],
    payment: payment === undefined ? null : say.payment[payment],
    buyer: buyer === undefined ? null : sayBuyers.buyer(endOf(buyer)),
    bought: bought === undefined ? null : sayBuyers.paid,
    currency: currency === undefined ? null : say.soldIn(currency),
    units: units === undefined ? null : say.unitsIn(units, units >= MOST_UNITS_ASKED),
    voucher: voucher === undefined ? null : say.voucher,
    weekday: weekday === undefined ? null : say.onWeekday(weekdayWords(weekday, language)),
    buyers: buyers === undefined ? null : say.buyersAre[buyers],
    shipDay: shipDay === undefined ? null : say.shipDay[shipDay],
  };
  const shown = (Object.keys(words) as (keyof typeof words)[]).filter((name) => words[name] !== null);
  if (shown.length === 0) return null;
  return (
    <div className="orders-chips">
      {shown.map((name) => (
        <button
          key={name}
          type="button"
          aria-label={say.remove(words[name] ?? '')}
          onClick={() => {
            const { [name]: _, ...others } = filter;
            if (name === 'minuteMs') delete others.toMinuteMs;
            choose(others);
          }}
        >
          {words[name]}
          <Icon name="close" size={14} />
        </button>
      ))}
    </div>
  );
}
