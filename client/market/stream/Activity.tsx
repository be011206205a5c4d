import { QueryClientProvider, useInfiniteQuery } from '@tanstack/react-query';
import { type ComponentType, type ReactNode, useState } from 'react';
import type {
  ActivityChange,
  ActivityEntry,
  ActivityField,
  ActivityQuery,
} from '../../../shared/contract/activity.ts';
import { isChatAct } from '../../../shared/contract/chat-acts.ts';
import type { Grant } from '../../../shared/market/stream/contract.ts';
import { namedIn } from '../../../shared/values/names.ts';
import { activityMessages } from '../../i18n/activity.ts';
import { factWords } from '../../i18n/fact-words.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { officeShellWords } from '../../i18n/office-shell.ts';
import { streamTeamMessages } from '../../i18n/stream-team.ts';
import { orderAddress } from '../../screens/staff/orders/orders-address.ts';
import { activityFileAddress } from '../../stores/activity-file.ts';
import { askRoute, questionsOf } from '../../stores/staff-questions.ts';
import { useWorld } from '../../stores/world.ts';
import { deviceName } from '../../ui/device-name.ts';
import { useMoney } from '../../ui/Price.tsx';
import { personIn } from '../../ui/person-in.ts';
import { spanWords } from '../../ui/span-words.ts';
import { clockSecond, dayAndTime, dayOnly } from '../../ui/time-words.ts';
import { type Actor, ActsFrame } from './ActsFrame.tsx';
import './activity.css';

/** A page that stays open reads what is new so often. */
const AGAIN_MS = 15_000;

const AMOUNTS: readonly ActivityField[] = ['price', 'flashPrice', 'targetMinor', 'refund', 'promotion'];
const TIMES: readonly ActivityField[] = ['scheduledAt'];
const FLASH_TIMES: readonly ActivityField[] = ['startsAt', 'endsAt'];

/** What whoever shows the list has to say of an act. */
type AfterEntry = ComponentType<{ entry: ActivityEntry }>;

/** What was done on a stream, newest first, of everybody or of one person (A2), and the same as a table. */
export function Activity({ slug, After }: { slug: string; After?: AfterEntry }) {
  return (
    <QueryClientProvider client={questionsOf(useWorld())}>
      <Acts slug={slug} After={After} />
    </QueryClientProvider>
  );
}

function Acts({ slug, After }: { slug: string; After: AfterEntry | undefined }) {
  const say = useMessages(activityMessages);
  const world = useWorld();
  const [staffId, setStaffId] = useState<string | null>(null);
  const [known, setKnown] = useState<ReadonlyMap<string, Actor>>(new Map());
  const reading = useInfiniteQuery({
    queryKey: ['activity', slug, staffId],
    queryFn: async ({ pageParam }) => {
      const page = await askRoute(world, 'streamActivity', {
        params: { slug },
        query: {
          ...(staffId === null ? {} : { staffId }),
          ...pageParam,
        },
      });
      setKnown((before) => new Map([...before, ...page.people.map((each) => [each.staffId, each] as const)]));
      return page;
    },
    initialPageParam: {} as Pick<ActivityQuery, 'before' | 'chatBefore'>,
    getNextPageParam: ({ next, chatNext }) =>
      next === null ? null : { before: next, ...(chatNext !== undefined && { chatBefore: chatNext }) },
    refetchInterval: AGAIN_MS,
  });
  const { data } = reading;
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  const currency = data?.pages[0]?.currency ?? 'CNY';
  return (
    <ActsFrame
      {...{ people: known.values(), staffId, words: say, reading }}
      onChoose={setStaffId}
      file={activityFileAddress(slug, staffId)}
      acts={entries.map((entry) => (
        <Entry
          key={`${isChatAct(entry.type) ? 'chat ' : ''}${entry.seq}`}
          entry={entry}
          currency={currency}
          After={After}
        />
      ))}
    />
  );
}

function Entry({
  entry,
  currency,
  After,
}: {
  entry: ActivityEntry;
  currency: string;
  After: AfterEntry | undefined;
}) {
  const facts = useMessages(factWords);
  const { chat } = useMessages(activityMessages);
  const { type } = entry;
  return (
    <ActivityLine entry={entry} what={isChatAct(type) ? chat.acts[type] : facts[type]} currency={currency}>
      {After && <After entry={entry} />}
    </ActivityLine>
  );
}

/** One act: what, when, who on which device, and the old beside the new. */
export function ActivityLine({
  entry,
  what,
  currency,
  more = [],
  children,
}: {
  entry: Omit<ActivityEntry, 'type'>;
  /** The act in words. */
  what: string;
  currency: string;
  /** What else it was about, in words. */
  more?: readonly string[];
  /** What stands below it. */
  children?: ReactNode;
}) {
  const say = useMessages(activityMessages);
  const shell = useMessages(officeShellWords);
  const language = useLanguage();
  const changed = useChangeWords(currency);
  const { atMs, by, item, order, whom, whomEn, changes } = entry;
  const who = [
    by.name === undefined ? say.gone : personIn(language, by.name, by.nameEn),
    ...(by.role ? [shell.roles[by.role]] : []),
    say.device(deviceName(by.device)),
  ];
  const about = [
    ...more,
    ...(item ? [say.item(item.itemNumber, namedIn(language, item).name)] : []),
    ...(whom === undefined ? [] : [say.of(personIn(language, whom, whomEn))]),
    ...changes.map(changed),
  ];
  return (
    <li>
      <time
        className="soft figures"
        dateTime={new Date(atMs).toISOString()}
        title={dayAndTime(atMs, language)}
      >
        {dayOnly(atMs, language)} {clockSecond(atMs, language)}
      </time>
      <div>
        <p>
          <b>{what}</b> <bdi className="soft">{who.join(' · ')}</bdi>
        </p>
        {about.length > 0 && <p className="soft small figures">{about.join(' · ')}</p>}
        {order !== undefined && (
          <a className="activity-order figures" href={orderAddress(order)}>
            {say.order(order)}
          </a>
        )}{' '}
        {children}
      </div>
    </li>
  );
}

/** What an act made of what: the old beside the new, or the new alone where there was none. */
function useChangeWords(currency: string): (change: ActivityChange) => string {
  const say = useMessages(activityMessages);
  const { may } = useMessages(streamTeamMessages);
  const language = useLanguage();
  const money = useMoney(currency);
  const valueWords = (field: ActivityField, value: NonNullable<ActivityChange['to']>): string => {
    if (field === 'accepted') return value === true ? say.accepted.yes : say.accepted.no;
    if (typeof value === 'boolean') return value ? say.yes : say.no;
    if (Array.isArray(value))
      return value.length === 0 ? say.nothing : value.map((each) => may[each as Grant] ?? each).join(', ');
    if (typeof value === 'string')
      return (say.chat.values as Record<string, string>)[`${field} ${value}`] ?? value;
    if (AMOUNTS.includes(field)) return money(value);
    // A flash may last less than a minute.
    if (FLASH_TIMES.includes(field)) return clockSecond(value, language);
    if (TIMES.includes(field)) return dayAndTime(value, language);
    if (field.endsWith('Ms')) return spanWords(value, language, 'short');
    if (field === 'newcomerShare') return `${value / 100} %`;
    if (field === 'stock') return `${value > 0 ? '+' : '−'}${Math.abs(value).toLocaleString(language)}`;
    return value.toLocaleString(language);
  };
  return ({ field, from, to }) => {
    const name = say.fields[field];
    if (from === null) return say.set(name, to === null ? say.nothing : valueWords(field, to));
    return to === null
      ? say.taken(name, valueWords(field, from))
      : say.change(name, valueWords(field, from), valueWords(field, to));
  };
}
