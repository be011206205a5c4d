import { type ReactNode, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { FilmPersons } from '../../../../../shared/contract/moment.ts';
import type { SalesReport } from '../../../../../shared/contract/sales.ts';
import { namedIn } from '../../../../../shared/values/names.ts';
import { factWords } from '../../../../i18n/fact-words.ts';
import { insightsMessages } from '../../../../i18n/insights.ts';
import { filmMessages } from '../../../../i18n/insights-film.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { whyRefused } from '../../../../i18n/refusal-words.ts';
import { type FilmEvent, isFact, isReached } from '../../../../stores/film/events.ts';
import type { FilmPerson, MachineStore } from '../../../../stores/machine-store.ts';
import { Button } from '../../../../ui/Button.tsx';
import { SelectField } from '../../../../ui/SelectField.tsx';
import { clockSecond } from '../../../../ui/time-words.ts';
import { amount } from '../number-words.ts';
import { FilmChapters, useFilmChapters } from './FilmChapters.tsx';
import { chapterKinds } from './film-chapters.ts';
import { useBuyerNames } from './moment-parts.tsx';
import { useHereInSight } from './use-here-in-sight.ts';

const keyOf = (person: FilmPerson | null) =>
  person === null ? '' : 'buyerId' in person ? `b ${person.buyerId}` : `s ${person.staffId}`;

type Acted = FilmPersons['persons'][number];

/** Buyers by the number of their first order, then viewers by when they first did something. */
const byOrder = (a: Partial<Acted>, b: Partial<Acted>) =>
  Number(a.order === undefined) - Number(b.order === undefined) ||
  (a.order ?? '').localeCompare(b.order ?? '', 'en', { numeric: true }) ||
  (a.atMs ?? 0) - (b.atMs ?? 0);

export type FilmList = 'events' | 'chapters';

/**
 * What happened round the instant and who did it, or the chapters of the film; of one person alone, or about one product, where
 * that is asked for.
 */
export function EventList({
  slug,
  report,
  span,
  machine,
  list: shown,
  onList,
  onGo,
  edit,
}: {
  slug: string;
  report: SalesReport;
  span: { startMs: number; endMs: number };
  machine: MachineStore;
  list: FilmList;
  onList(list: FilmList): void;
  /** After a chapter was gone to. */
  onGo(): void;
  /** For who may tell the replay's chapters otherwise. */
  edit: ReactNode;
}) {
  const film = useMessages(filmMessages);
  const language = useLanguage();
  const nameOf = useBuyerNames(machine);
  const { people, person, itemNumber, events, acted, orderOf } = useStore(machine.store);
  const chapters = useFilmChapters(slug, report, span, itemNumber);
  const [kind, setKind] = useState<(typeof chapterKinds)[number] | null>(null);
  const { seq = 0, atMs = 0 } = useStore(machine.store, (state) => state.reply?.moment) ?? {};
  // The events of one person alone name nobody else: who could be chosen before still can be.
  const seen = useRef<readonly string[]>([]);
  const told = [...new Set(events.flatMap(({ buyerId }) => buyerId ?? []))];
  if (person === null && told.length > 0) seen.current = told;
  const buyers = new Map<string, Pick<Acted, 'buyerId'> & Partial<Acted>>(
    acted?.persons.map((each) => [each.buyerId, each]),
  );
  const followed = person && 'buyerId' in person ? [person.buyerId] : [];
  for (const buyerId of [...seen.current, ...told, ...followed]) {
    const order = orderOf.get(buyerId);
    if (!buyers.has(buyerId)) buyers.set(buyerId, { buyerId, ...(order !== undefined && { order }) });
  }
  const follow = (chosen: string) => {
    const id = chosen.slice(2);
    if (chosen.startsWith('b ')) machine.follow({ buyerId: id }, buyers.get(id)?.atMs);
    else machine.follow(chosen === '' ? null : { staffId: id });
  };
  const wordsOf = ({ buyerId, nth, atMs }: Pick<Acted, 'buyerId'> & Partial<Acted>) =>
    [
      nameOf(buyerId),
      ...(nth === undefined ? [] : [film.nthOrder(nth)]),
      ...(atMs === undefined ? [] : [clockSecond(atMs, language)]),
    ].join(' · ');
  const last = events.findLast((event) => isReached(event, { seq, atMs }));
  const list = useHereInSight(`${shown} ${last && keyOfEvent(last)}`, events);
  const now = last ? events.indexOf(last) : -1;
  return (
    <section className="machine-events" aria-label={film.events}>
      <div className="machine-lists">
        <fieldset>
          <legend className="unseen">{film.lists}</legend>
          <Button
            look={shown === 'events' ? 'held' : 'line'}
            aria-pressed={shown === 'events'}
            onClick={() => onList('events')}
          >
            {film.events}
          </Button>
          <Button
            look={shown === 'chapters' ? 'held' : 'line'}
            className="figures"
            aria-pressed={shown === 'chapters'}
            onClick={() => onList('chapters')}
          >
            {film.chaptersOf(chapters.length)}
          </Button>
        </fieldset>
        {edit}
      </div>
      <div className="machine-filters">
        {shown === 'chapters' ? (
          <SelectField
            label={film.chapterKind}
            value={kind ?? ''}
            options={[
              { value: '', words: film.everyKind },
              ...chapterKinds.map((each) => ({ value: each, words: film.onlyKind[each] })),
            ]}
            onChange={(chosen) => setKind(chapterKinds.find((each) => each === chosen) ?? null)}
          />
        ) : (
          <SelectField
            label={film.person}
            value={keyOf(person)}
            options={[
              { value: '', words: film.everybody },
              ...[...people].map(([id, who]) => ({
                ...{ value: `s ${id}`, words: namedIn(language, who).name, group: film.staff },
              })),
              ...[...buyers.values()]
                .sort(byOrder)
                .map((each) => ({ value: `b ${each.buyerId}`, words: wordsOf(each), group: film.buyers })),
            ]}
            hint={acted?.hasMore ? film.firstActed(acted.persons.length.toLocaleString(language)) : undefined}
            onChange={follow}
          />
        )}
        <SelectField
          label={film.product}
          value={itemNumber === null ? '' : `${itemNumber}`}
          options={[
            { value: '', words: film.everyProduct },
            ...report.items.map((item) => ({
              value: `${item.itemNumber}`,
              words: `${item.itemNumber} ${item.name}`,
            })),
          ]}
          onChange={(chosen) => machine.about(chosen === '' ? null : Number(chosen))}
        />
      </div>
      {shown === 'chapters' ? (
        <FilmChapters chapters={chapters} kind={kind} report={report} machine={machine} onGo={onGo} />
      ) : events.length === 0 ? (
        <p className="soft">{film.noEvents}</p>
      ) : (
        <ol ref={list} className="machine-steps figures">
          {events.map((event, index) => (
            <Event
              key={keyOfEvent(event)}
              event={event}
              place={index === now ? 'now' : index > now ? 'later' : ''}
              currency={report.currency}
              machine={machine}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

const keyOfEvent = (event: FilmEvent) =>
  isFact(event) ? `${event.seq}` : `${event.atMs} ${event.itemNumber} ${event.code} ${event.count}`;

function Event({
  event,
  place,
  currency,
  machine,
}: {
  event: FilmEvent;
  place: 'now' | 'later' | '';
  currency: string;
  machine: MachineStore;
}) {
  const film = useMessages(filmMessages);
  const facts = useMessages(factWords);
  const words = useMessages(insightsMessages);
  const language = useLanguage();
  const nameOf = useBuyerNames(machine);
  const { atMs, itemNumber, buyerId } = event;
  const staffId = isFact(event) ? event.staffId : null;
  const staff = useStore(machine.store, ({ people }) => (staffId === null ? null : people.get(staffId)));
  const nobody = isFact(event) && event.type === 'shows_requested' ? film.viewers : film.byItself;
  const who =
    staffId !== null ? (staff ? namedIn(language, staff).name : film.gone) : buyerId === null ? nobody : null;
  const of = isFact(event) ? event.items : undefined;
  // A refusal that is about no item says 0.
  const about = itemNumber === null ? (of ?? []) : itemNumber > 0 ? [itemNumber] : [];
  return (
    <li className={place} aria-current={place === 'now' ? 'true' : undefined}>
      <button type="button" className="text-button" onClick={() => machine.goTo(atMs)}>
        {clockSecond(atMs, language)}
      </button>
      <span>
        {isFact(event) ? (facts[event.type] ?? event.type) : film.refused}
        {about.length > 0 && (
          <>
            {' '}
            <b>{about.join(', ')}</b>
          </>
        )}
        {isFact(event) ? (
          <>
            {event.units !== null && ` · ${words.pieces(event.units.toLocaleString(language), event.units)}`}
            {event.amountMinor !== null && ` · ${amount(event.amountMinor, currency, language)}`}
          </>
        ) : (
          ` · ${whyRefused(event.code, language)}${event.count > 1 ? ` ×${event.count.toLocaleString(language)}` : ''}`
        )}
      </span>
      {who !== null ? (
        <bdi className="soft machine-who">{who}</bdi>
      ) : (
        buyerId !== null && (
          <button
            type="button"
            className="text-button machine-who"
            title={film.follow}
            onClick={() => machine.follow({ buyerId })}
          >
            {nameOf(buyerId)}
          </button>
        )
      )}
    </li>
  );
}
