import { type ReactNode, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Step } from '../../../../../shared/contract/moment.ts';
import type { SalesReport } from '../../../../../shared/contract/sales.ts';
import { namedIn } from '../../../../../shared/values/names.ts';
import { factWords } from '../../../../i18n/fact-words.ts';
import { insightsMessages } from '../../../../i18n/insights.ts';
import { filmMessages } from '../../../../i18n/insights-film.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
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
  const { people, person, itemNumber, steps } = useStore(machine.store);
  const chapters = useFilmChapters(slug, report, span, itemNumber);
  const [kind, setKind] = useState<(typeof chapterKinds)[number] | null>(null);
  const nowSeq = useStore(machine.store, (state) => state.reply?.moment?.seq ?? 0);
  // The events of one person alone name nobody else: who could be chosen before still can be.
  const seen = useRef<readonly string[]>([]);
  const told = [...new Set(steps.flatMap(({ buyerId }) => buyerId ?? []))];
  if (person === null && told.length > 0) seen.current = told;
  const buyerIds = new Set([...seen.current, ...told]);
  if (person && 'buyerId' in person) buyerIds.add(person.buyerId);
  const follow = (chosen: string) => {
    const id = chosen.slice(2);
    machine.follow(chosen === '' ? null : chosen.startsWith('b ') ? { buyerId: id } : { staffId: id });
  };
  const last = steps.findLast(({ seq }) => seq <= nowSeq)?.seq ?? 0;
  const list = useHereInSight(`${shown} ${last}`, steps);
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
              ...[...buyerIds]
                .map((id) => ({ value: `b ${id}`, words: nameOf(id), group: film.buyers }))
                .sort((a, b) => a.words.localeCompare(b.words, language, { numeric: true })),
            ]}
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
      ) : steps.length === 0 ? (
        <p className="soft">{film.noEvents}</p>
      ) : (
        <ol ref={list} className="machine-steps figures">
          {steps.map((step) => (
            <Event
              key={step.seq}
              step={step}
              place={step.seq === last ? 'now' : step.seq > last ? 'later' : ''}
              currency={report.currency}
              machine={machine}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

function Event({
  step: { atMs, type, itemNumber, items, units, amountMinor, buyerId, staffId },
  place,
  currency,
  machine,
}: {
  step: Step;
  place: 'now' | 'later' | '';
  currency: string;
  machine: MachineStore;
}) {
  const film = useMessages(filmMessages);
  const facts = useMessages(factWords);
  const words = useMessages(insightsMessages);
  const language = useLanguage();
  const nameOf = useBuyerNames(machine);
  const staff = useStore(machine.store, ({ people }) => (staffId === null ? null : people.get(staffId)));
  const nobody = type === 'shows_requested' ? film.viewers : film.byItself;
  const who =
    staffId !== null ? (staff ? namedIn(language, staff).name : film.gone) : buyerId === null ? nobody : null;
  const about = itemNumber === null ? (items ?? []) : [itemNumber];
  return (
    <li className={place} aria-current={place === 'now' ? 'true' : undefined}>
      <button type="button" className="text-button" onClick={() => machine.goTo(atMs)}>
        {clockSecond(atMs, language)}
      </button>
      <span>
        {facts[type] ?? type}
        {about.length > 0 && (
          <>
            {' '}
            <b>{about.join(', ')}</b>
          </>
        )}
        {units !== null && ` · ${words.pieces(units.toLocaleString(language), units)}`}
        {amountMinor !== null && ` · ${amount(amountMinor, currency, language)}`}
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
