import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { SalesReport } from '../../../../../shared/contract/sales.ts';
import { hasEnded } from '../../../../../shared/market/stream/has-ended.ts';
import { allNamedIn, titledIn } from '../../../../../shared/values/names.ts';
import { chapterMessages } from '../../../../i18n/insights-chapters.ts';
import { filmMessages } from '../../../../i18n/insights-film.ts';
import { floorMessages } from '../../../../i18n/insights-floor.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { createFloorStore } from '../../../../stores/floor-store.ts';
import { createMachineStore, type MachineStore } from '../../../../stores/machine-store.ts';
import { createSalesStore } from '../../../../stores/sales-store.ts';
import { questionsOf } from '../../../../stores/staff-questions.ts';
import { useOwnStore, useWorld } from '../../../../stores/world.ts';
import { Button } from '../../../../ui/Button.tsx';
import { part } from '../../../../ui/part.tsx';
import { dayAndTime } from '../../../../ui/time-words.ts';
import { useHostSentence } from '../../console/host-sentence.ts';
import { StaffOnly } from '../../console/StaffOnly.tsx';
import { BackLink } from '../../shell/BackLink.tsx';
import { percent } from '../number-words.ts';
import { EventList, type FilmList } from './EventList.tsx';
import { ChaptersButton } from './FilmChapters.tsx';
import { type FilmChoice, FilmStage } from './FilmStage.tsx';
import { busiest, filmItem, filmMoment, filmPerson, spanOf } from './film-address.ts';
import { MomentCarts, MomentLineup, MomentRefusals, MomentSums } from './moment-parts.tsx';
import { Scrubber } from './Scrubber.tsx';
import { useFilmAddress } from './use-film-address.ts';
import { useFilmKeys } from './use-film-keys.ts';
import '../../console/console.css';
import '../insights.css';
import './machine.css';

const Chapters = part(() => import('./ChaptersSheet.tsx').then((module) => module.Chapters));

/** A stream as a film: a viewer's page as it was at any instant, for those who may see its numbers. */
export function MachineScreen({ slug = '' }: { slug?: string }) {
  return (
    <QueryClientProvider client={questionsOf(useWorld())}>
      <StaffOnly>
        <Machine slug={slug} />
      </StaffOnly>
    </QueryClientProvider>
  );
}

function Machine({ slug }: { slug: string }) {
  const say = useMessages(floorMessages);
  const film = useMessages(filmMessages);
  const chapters = useMessages(chapterMessages);
  const language = useLanguage();
  const { me } = useWorld();
  const sales = useOwnStore((world) => createSalesStore(slug, world));
  const machine = useOwnStore((world) => createMachineStore(slug, world));
  const told = useStore(sales.store, (state) => state.value);
  const missing = useStore(sales.store, (state) => state.reason);
  const report = useMemo(
    () => told && { ...titledIn(language, told), items: allNamedIn(language, told.items) },
    [told, language],
  );
  const { reply, reason, atMs } = useStore(machine.store);
  const sentence = useHostSentence(report?.currency ?? 'CNY');
  const span = report && spanOf(report);
  const { startMs = null, endMs = null } = span ?? {};
  useEffect(() => {
    if (startMs === null || endMs === null) return;
    machine.setSpan(startMs, endMs);
    if (machine.store.getState().atMs !== null) return;
    const named = filmMoment(location.search, { startMs, endMs });
    const itemNumber = filmItem(location.search, told?.items ?? []);
    if (itemNumber !== null) machine.about(itemNumber);
    const person = filmPerson(location.search);
    if (person !== null) machine.follow(person);
    machine.goTo(named ?? busiest(told?.minutes ?? []) ?? startMs);
  }, [startMs, endMs, machine, told]);
  useFilmKeys(machine);
  const fault = reason ?? (report ? null : missing);
  const role = useStore(me.store, (state) => state.me?.staff?.role);
  /** null: not opened yet. */
  const [isEditing, setEditing] = useState<boolean | null>(null);
  // Of a stream that is over its host tells the chapters of its replay (S8); who else may not is told so by the server.
  const hasChapters = (role === 'host' || role === 'operator') && report && span && hasEnded(report.status);
  const [list, setList] = useState<FilmList>('events');
  const page = useRef<HTMLElement>(null);
  const see = (part: string, block: ScrollLogicalPosition) =>
    page.current?.querySelector(part)?.scrollIntoView({ block });
  const isReading = reply !== null && !reply.moment && reply.readSeq < reply.headSeq;
  return (
    <main className="review machine" ref={page} aria-busy={!reply && !fault}>
      <header className="review-head">
        <BackLink href={`/insights/${slug}`} />
        <div className="review-title">
          <h1>{say.machineTitle}</h1>
          <p className="soft figures">
            {report && <bdi>{report.title}</bdi>}
            {atMs !== null && <span>{dayAndTime(atMs, language)}</span>}
            {reply?.moment && <span>{film.statusThen[reply.moment.status]}</span>}
          </p>
        </div>
        {report && span && (
          <div className="review-links">
            <ChaptersButton
              {...{ slug, report, span }}
              onOpen={() => {
                setList('chapters');
                see('.machine-events', 'start');
              }}
            />
          </div>
        )}
      </header>
      {hasChapters && isEditing !== null && (
        <Chapters stream={{ slug, report, span }} isOpen={isEditing} onClose={() => setEditing(false)} />
      )}
      {fault && <p role="alert">{sentence(fault)}</p>}
      {isReading && reply && (
        <p className="soft figures" role="status">
          {say.reading(percent(reply.readSeq / Math.max(1, reply.headSeq), language))}
        </p>
      )}
      {report && span === null && <p className="soft">{film.neverLive}</p>}
      {report && span && (
        <FilmOf
          {...{ slug, report, span, machine, list }}
          onList={setList}
          onGo={() => see('.machine-screen', 'nearest')}
        >
          {hasChapters && list === 'chapters' && (
            <Button look="line" onClick={() => setEditing(true)}>
              {chapters.open}
            </Button>
          )}
        </FilmOf>
      )}
    </main>
  );
}

function FilmOf({
  slug,
  report,
  span,
  machine,
  list,
  onList,
  onGo,
  children,
}: {
  slug: string;
  report: SalesReport;
  span: { startMs: number; endMs: number };
  machine: MachineStore;
  list: FilmList;
  onList(list: FilmList): void;
  /** After a chapter was gone to. */
  onGo(): void;
  /** What else stands above the list. */
  children: ReactNode;
}) {
  const say = useMessages(floorMessages);
  const film = useMessages(filmMessages);
  const isOver = report.status === 'CLOSED' || report.status === 'CANCELLED';
  const floor = useOwnStore((world) => createFloorStore(slug, world, () => isOver));
  const known = useStore(floor.store, (state) => state.floor);
  const reply = useStore(machine.store, (state) => state.reply);
  const [chosen, setChosen] = useState<FilmChoice>({ isLoud: false, isShop: false });
  const [hasSound, setHasSound] = useState(false);
  const noteRecording = useCallback(() => setHasSound(true), []);
  useFilmAddress(slug, report, machine);
  return (
    <>
      <div className="machine-film">
        <FilmStage
          slug={slug}
          report={report}
          machine={machine}
          chosen={chosen}
          onRecording={noteRecording}
        />
        <Scrubber
          slug={slug}
          report={report}
          span={span}
          floor={known}
          machine={machine}
          shop={
            <Button
              look={chosen.isShop ? 'held' : 'line'}
              className="machine-shop"
              aria-pressed={chosen.isShop}
              onClick={() => setChosen({ ...chosen, isShop: !chosen.isShop })}
            >
              {film.shop}
            </Button>
          }
          sound={
            hasSound && (
              <Button
                look={chosen.isLoud ? 'held' : 'line'}
                aria-pressed={chosen.isLoud}
                onClick={() => setChosen({ ...chosen, isLoud: !chosen.isLoud })}
              >
                {film.sound}
              </Button>
            )
          }
        />
        <EventList {...{ slug, report, span, machine, list, onList, onGo }} edit={children} />
      </div>
      {reply?.moment && (
        <section className="machine-state" aria-label={film.state}>
          <MomentSums moment={reply.moment} />
          <div className="machine-columns">
            <MomentLineup moment={reply.moment} />
            <div>
              <MomentCarts moment={reply.moment} machine={machine} />
              <MomentRefusals refusals={reply.refusals} machine={machine} />
            </div>
          </div>
          <p className="soft note">{say.machineNote}</p>
        </section>
      )}
    </>
  );
}
