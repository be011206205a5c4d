import { QueryClientProvider, useInfiniteQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { OfficeActivityEntry } from '../../../shared/contract/office-activity.ts';
import { type ShopAct, shopActs } from '../../../shared/contract/shop-acts.ts';
import { formatMoney } from '../../../shared/values/money.ts';
import { titledIn } from '../../../shared/values/names.ts';
import { factWords } from '../../i18n/fact-words.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { officeActivityWords } from '../../i18n/office-activity.ts';
import { buyerAddress, endOf } from '../../screens/staff/buyers/buyers-address.ts';
import { useMayOpen } from '../../screens/staff/shell/use-may-open.ts';
import { officeActivityFileAddress } from '../../stores/activity-file.ts';
import { askRoute, questionsOf } from '../../stores/staff-questions.ts';
import { useWorld } from '../../stores/world.ts';
import { onAddress, replaceAddress } from '../../ui/navigation.ts';
import { personIn } from '../../ui/person-in.ts';
import { ActivityLine } from './Activity.tsx';
import { ActsFrame } from './ActsFrame.tsx';

/** What was done on all streams and to the shop, of everybody or one person (A2), and the same as a table. */
export function OfficeActivity() {
  return (
    <QueryClientProvider client={questionsOf(useWorld())}>
      <AllActs />
    </QueryClientProvider>
  );
}

/** Whose acts an address asks for; null: everybody's. */
function personAt(search: string): string | null {
  return /^[0-9a-f-]{36}$/.exec(new URLSearchParams(search).get('person') ?? '')?.[0] ?? null;
}

function AllActs() {
  const words = useMessages(officeActivityWords);
  const world = useWorld();
  const staffId = personAt(useSyncExternalStore(onAddress, () => location.search));
  const ownId = useStore(world.me.store, ({ me }) => me?.staff?.staffId);
  const reading = useInfiniteQuery({
    queryKey: ['officeActivity', ownId, staffId],
    queryFn: ({ pageParam }) =>
      askRoute(world, 'officeActivity', {
        query: {
          ...(staffId !== null && { staffId }),
          ...(pageParam !== null && { before: pageParam }),
        },
      }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
  const { data } = reading;
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  const people = new Map(
    data?.pages.flatMap((page) => page.people).map((each) => [each.staffId, each] as const),
  );
  return (
    <ActsFrame
      {...{ people: people.values(), staffId, words, reading }}
      onChoose={(chosen) => replaceAddress(location.pathname + (chosen === null ? '' : `?person=${chosen}`))}
      file={officeActivityFileAddress(staffId)}
      acts={entries.map((entry) => <Act key={`${entry.stream?.slug ?? ''} ${entry.seq}`} entry={entry} />)}
    />
  );
}

function Act({ entry }: { entry: OfficeActivityEntry }) {
  const facts = useMessages(factWords);
  const words = useMessages(officeActivityWords);
  const language = useLanguage();
  const mayOpenBuyers = useMayOpen('buyers');
  const { type, stream, about, aboutEn, buyerId, money, share, times = 1 } = entry;
  const named = isOfShop(type) ? words.acts[type] : facts[type];
  const percent = (bps: number) =>
    (bps / 10_000).toLocaleString(language, { style: 'percent', maximumFractionDigits: 2 });
  const more = [
    ...(about === undefined ? [] : [personIn(language, about, aboutEn)]),
    ...(money ? [formatMoney(money.minor, money.currency, language)] : []),
    ...(share ? [words.share(percent(share.wasBps), percent(share.shareBps))] : []),
  ];
  return (
    <ActivityLine
      entry={entry}
      what={times > 1 ? words.times(named, times.toLocaleString(language)) : named}
      currency={stream?.currency ?? 'CNY'}
      more={more}
    >
      {stream ? (
        <a className="activity-order" href={`/console/${stream.slug}/activity`}>
          <bdi>{titledIn(language, stream).title}</bdi>
        </a>
      ) : (
        <span className="activity-shop soft small">{words.shop}</span>
      )}{' '}
      {buyerId !== undefined && mayOpenBuyers && (
        <a className="activity-order figures" href={buyerAddress(buyerId)}>
          {words.buyer(endOf(buyerId))}
        </a>
      )}
    </ActivityLine>
  );
}

function isOfShop(type: OfficeActivityEntry['type']): type is ShopAct {
  return (shopActs as readonly string[]).includes(type);
}
