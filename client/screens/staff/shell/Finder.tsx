import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { type FormEvent, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { StaffPage } from '../../../../shared/market/account/contract.ts';
import type { StreamSummary } from '../../../../shared/market/stream/contract.ts';
import { namedIn, producerIn, titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { peopleFoundWords } from '../../../i18n/people-found.ts';
import { askRoute, questionsOf } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { goTo } from '../../../ui/navigation.ts';
import { personIn } from '../../../ui/person-in.ts';
import { Sheet } from '../../../ui/Sheet.tsx';
import { productsAddress } from '../goods/products-address.ts';
import { numberAddress, typedNumber } from '../orders/orders-address.ts';
import { isLookable, useLookUp, useMayLookUp } from '../people/looked-up.ts';
import { PeopleFound, useFirstFound } from '../people/PeopleFound.tsx';
import { pageAddresses } from './staff-pages.ts';
import { machineNames, type NamedPage, railNames, subPages, tasks } from './sub-pages.ts';
import '../../../ui/find.css';

/** So many of each kind are listed; more letters find the rest. */
const MOST_EACH = 6;
/** The time machine is of a stream: the newest that are over have theirs listed. */
const MOST_MACHINES = 3;

interface Found {
  href: string;
  words: string;
  kind: string;
}

/** One field over order numbers, products, producers, streams and pages, of what this person may open. */
export function Finder({ onClose }: { onClose(): void }) {
  const client = questionsOf(useWorld());
  return (
    <QueryClientProvider client={client}>
      <Finding onClose={onClose} />
    </QueryClientProvider>
  );
}

function Finding({ onClose }: { onClose(): void }) {
  const say = useMessages(officeShellWords);
  const sayPeople = useMessages(peopleFoundWords);
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  // After the sheet has taken the focus: it was opened to type.
  useEffect(() => field.current?.focus(), []);
  const found = useFound(useDeferredValue(typed).trim());
  const open = (href: string) => {
    onClose();
    goTo(href);
  };
  const { looked, isBusy, look, clear } = useLookUp();
  const isPerson = useMayLookUp() && isLookable(typed);
  const answer = looked?.text === typed.trim() ? looked : null;
  const firstOrder = useFirstFound(answer);
  function submit(event: FormEvent) {
    event.preventDefault();
    const first = found[0]?.href ?? firstOrder;
    if (first) open(first);
    else if (isPerson && !answer) look(typed);
  }
  return (
    <Sheet title={say.find} isQuestion onClose={onClose}>
      <form className="shell-finder" onSubmit={submit}>
        <label className="find">
          <Icon name="search" size={18} />
          <span className="unseen">{say.findWhat}</span>
          <input
            ref={field}
            type="search"
            value={typed}
            maxLength={80}
            placeholder={say.findWhat}
            autoComplete="off"
            onChange={(event) => {
              clear();
              setTyped(event.target.value);
            }}
          />
        </label>
        <ul className="finder-found">
          {found.map(({ href, words, kind }) => (
            <li key={`${href} ${words}`}>
              <a
                href={href}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  open(href);
                }}
              >
                <bdi>{words}</bdi> <span className="soft small">{kind}</span>
              </a>
            </li>
          ))}
          {isPerson && !answer && (
            <li>
              <button type="button" disabled={isBusy} onClick={() => look(typed)}>
                <bdi>{sayPeople.byText(typed.trim())}</bdi>{' '}
                <span className="soft small">{sayPeople.kind}</span>
              </button>
            </li>
          )}
        </ul>
        {found.length === 0 && !isPerson && <p className="soft">{say.foundNone}</p>}
        {answer && <PeopleFound looked={answer} onGo={open} />}
      </form>
    </Sheet>
  );
}

const NONE: readonly StaffPage[] = [];

function useFound(text: string): Found[] {
  const say = useMessages(officeShellWords);
  const language = useLanguage();
  const world = useWorld();
  const pages = useStore(world.me.store, ({ me }) => me?.pages ?? NONE);
  const may = (page: StaffPage) => pages.includes(page);
  const isAsking = text.length > 0;
  const streams = useQuery({
    queryKey: ['streams'],
    queryFn: () => askRoute(world, 'myStreams'),
    enabled: isAsking,
  });
  const products = useQuery({
    queryKey: ['products', text],
    queryFn: () => askRoute(world, 'products', { query: { search: text, limit: MOST_EACH } }),
    enabled: isAsking && may('products'),
  });
  const producers = useQuery({
    queryKey: ['products', 'facets'],
    queryFn: () => askRoute(world, 'productFacets'),
    enabled: isAsking && may('products'),
  });
  const team = useQuery({
    queryKey: ['staff'],
    queryFn: () => askRoute(world, 'staff'),
    // The list of the team is the operators' alone, as the settings are.
    enabled: isAsking && may('settings'),
  });
  const wanted = text.toLowerCase();
  const has = (...names: (string | undefined)[]) =>
    isAsking && names.some((name) => name?.toLowerCase().includes(wanted));
  const number = may('orders') ? typedNumber(text) : null;
  const streamPage = (['live', 'insights', 'packing'] as const).find(may);
  return [
    ...(number === null
      ? []
      : [{ href: numberAddress(number), words: say.foundOrder(number), kind: say.pages.orders }]),
    ...(isAsking ? pagesOf(pages) : railOf(pages))
      .filter(({ names }) => !isAsking || has(names.en, names['zh-CN']))
      // What is called exactly so comes first, then what begins so.
      .sort(
        (one, other) =>
          nearness(Object.values(other.names), wanted) - nearness(Object.values(one.names), wanted),
      )
      .map(({ href, names }) => ({ href, words: names[language], kind: say.foundPage })),
    ...tasks
      .filter(({ of, names, also }) => (of === null || may(of)) && has(names.en, names['zh-CN'], ...also))
      .map(({ href, names }) => ({ href, words: names[language], kind: say.foundTask })),
    ...(may('insights') && has(machineNames.names.en, machineNames.names['zh-CN'], ...machineNames.also)
      ? machinesOf(streams.data?.streams ?? []).map((stream) => ({
          href: `${pageAddresses.insights}/${stream.slug}/moment`,
          words: `${machineNames.names[language]}: ${titledIn(language, stream).title}`,
          kind: say.foundTask,
        }))
      : []),
    ...(team.data?.members ?? [])
      .filter(({ name, nameEn }) => has(name, nameEn))
      .slice(0, MOST_EACH)
      .map(({ name, nameEn }) => ({
        href: `/admin/people?q=${encodeURIComponent(name)}`,
        words: personIn(language, name, nameEn),
        kind: say.foundMember,
      })),
    ...(streamPage ? (streams.data?.streams ?? []) : [])
      .filter(({ title, titleEn }) => has(title, titleEn))
      .slice(0, MOST_EACH)
      .map((stream) => ({
        href: `${pageAddresses[streamPage!]}/${stream.slug}`,
        words: titledIn(language, stream).title,
        kind: say.foundStream,
      })),
    // A product's name and its producer's are often alike: whose begins so comes first, and the product before the producer.
    ...[
      ...(isAsking && may('products') ? (products.data?.products ?? []) : []).map((product) => ({
        names: [product.name, product.nameEn],
        found: [
          {
            href: `${pageAddresses.products}?q=${encodeURIComponent(product.name)}`,
            words: namedIn(language, product).name,
            kind: say.foundProduct,
          },
        ],
      })),
      ...(producers.data?.producers ?? [])
        .filter(({ producer, producerEn }) => has(producer, producerEn))
        .slice(0, MOST_EACH)
        .map((each) => {
          const words = producerIn(language, each);
          const { producerId, producer, producerEn } = each;
          return {
            names: [producer, producerEn],
            found: [
              { href: productsAddress({ producer: producerId }), words, kind: say.foundProducer },
              ...(may('settlement')
                ? [{ href: `/statement/${producerId}`, words, kind: say.foundStatement }]
                : []),
            ],
          };
        }),
    ]
      .sort((one, other) => nearness(other.names, wanted) - nearness(one.names, wanted))
      .flatMap(({ found }) => found),
  ];
}

const OVER: ReadonlySet<StreamSummary['status']> = new Set(['ENDED', 'CLOSED']);

/** Streams that are over, the newest first: each has a time machine of its own. */
function machinesOf(streams: readonly StreamSummary[]): StreamSummary[] {
  return streams
    .filter(({ status, rehearsalOf }) => OVER.has(status) && rehearsalOf === null)
    .toSorted((one, other) => other.scheduledAtMs - one.scheduledAtMs)
    .slice(0, MOST_MACHINES);
}

function railOf(pages: readonly StaffPage[]): NamedPage[] {
  return pages.map((page) => ({ href: pageAddresses[page], of: page, names: railNames[page] }));
}

/** The pages that this person may open, those of the rail and those below them. */
function pagesOf(pages: readonly StaffPage[]): NamedPage[] {
  return [...railOf(pages), ...subPages.filter(({ of }) => of === null || pages.includes(of))];
}

function nearness(names: readonly (string | undefined)[], wanted: string): number {
  const all = names.map((name) => name?.toLowerCase());
  if (all.includes(wanted)) return 2;
  return all.some((name) => name?.startsWith(wanted)) ? 1 : 0;
}
