import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OwnStream } from '../../../../shared/market/stream/contract.ts';
import type { StreamStatus } from '../../../../shared/market/stream/entry.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { activityMessages } from '../../../i18n/activity.ts';
import { detailsMessages } from '../../../i18n/console-details.ts';
import { streamsMessages } from '../../../i18n/console-streams.ts';
import { copyStreamWords } from '../../../i18n/copy-stream.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { streamTeamMessages } from '../../../i18n/stream-team.ts';
import { askRoute, questionsOf } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Icon, LineDrawing } from '../../../ui/Icon.tsx';
import { RareIcon } from '../../../ui/RareIcon.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { amount, NO_VALUE } from '../insights/number-words.ts';
import { DenseList } from '../ListTools.tsx';
import { type ListAsked, sortedBy, useListAsked } from '../list-address.ts';
import { useMayOpen } from '../shell/use-may-open.ts';
import { StatusPill } from './StatusPill.tsx';

/** What can be done with a stream beside opening its console; absent: nobody here may. */
export interface StreamActs {
  onEdit(slug: string): void;
  /** Opens the form of a stream as this one. */
  onCopy(slug: string): void;
  /** Opens who may do what on it. */
  onTeam(slug: string): void;
}

const columns = ['title', 'when', 'status', 'gmv'] as const;
type Column = (typeof columns)[number];
const choices = ['on', 'coming', 'over'] as const;

/** Numbers of a stream that is on move, and while some are counted more come. */
const LIVE_PAUSE_MS = 15_000;
const COUNTING_PAUSE_MS = 1_000;

/** Streams, a line each: found, filtered and sorted, all of which stands in the address; as they come, what is on stands first. */
export function StreamTable({ streams, acts }: { streams: readonly OwnStream[]; acts: StreamActs | null }) {
  return (
    <QueryClientProvider client={questionsOf(useWorld())}>
      <Listed streams={streams} acts={acts} />
    </QueryClientProvider>
  );
}

type GmvOf = ReadonlyMap<string, number>;

/** What was paid on each stream that was live and that this person may analyse; null: they analyse none. */
function useGmv(): GmvOf | null {
  const world = useWorld();
  const mayAnalyse = useMayOpen('insights');
  const { data } = useQuery({
    queryKey: ['insightsList'],
    queryFn: () => askRoute(world, 'insightsList'),
    enabled: mayAnalyse,
    refetchInterval: ({ state: { data: told } }) => {
      if (!told) return false;
      if (!told.isWhole) return COUNTING_PAUSE_MS;
      return told.streams.some(({ endedAtMs }) => endedAtMs === null) ? LIVE_PAUSE_MS : false;
    },
  });
  if (!mayAnalyse) return null;
  return new Map(
    data?.streams.flatMap(({ streamId, numbers }) => (numbers ? [[streamId, numbers.gmvPaidMinor]] : [])),
  );
}

function Listed({ streams, acts }: { streams: readonly OwnStream[]; acts: StreamActs | null }) {
  const say = useMessages(streamsMessages);
  const language = useLanguage();
  const gmvOf = useGmv();
  const { asked, ask } = useListAsked(columns, choices);
  const heads = columns
    .filter((name) => name !== 'gmv' || gmvOf !== null)
    .map((name) => ({ name, words: say.columns[name], isFigure: name === 'gmv' }));
  const shown = streamsShown(streams, asked, language, gmvOf);
  return (
    <DenseList
      {...{ asked, ask, columns: heads, count: say.streams, hasActs: acts !== null }}
      label={say.myStreams}
      className="stream-rows"
      filters={{
        find: say.find,
        only: { label: say.only, options: choices.map((value) => ({ value, words: say.choices[value] })) },
      }}
      shown={shown.length}
      all={streams.length}
      rows={shown.map((stream) => (
        <StreamLine key={stream.streamId} stream={stream} acts={acts} gmvOf={gmvOf} />
      ))}
    />
  );
}

/** Those that a list asks for, in its order; a stream is found by title and host in either language. */
export function streamsShown(
  streams: readonly OwnStream[],
  { text, choice, by, isDescending }: ListAsked<Column>,
  language: string,
  gmvOf: GmvOf | null,
): readonly OwnStream[] {
  const wanted = text.trim().toLowerCase();
  const found = streams.filter(({ title, titleEn, hostName, hostNameEn, status }) => {
    const names = [title, titleEn, hostName, hostNameEn].join(' ').toLowerCase();
    return names.includes(wanted) && (choice === '' || choiceOf[status] === choice);
  });
  if (by === null) return sortedBy(found, false, language, ({ status }) => usualPlace[choiceOf[status]]);
  return sortedBy(found, isDescending, language, (stream) => {
    if (by === 'title') return titledIn(language, stream).title;
    if (by === 'when') return stream.liveStartMs ?? stream.scheduledAtMs;
    return by === 'status' ? BY_STATUS.indexOf(stream.status) : (gmvOf?.get(stream.streamId) ?? null);
  });
}

/** Left alone, what is on stands first and what is over last. */
const usualPlace = { on: 0, coming: 1, over: 2 };

const BY_STATUS: readonly StreamStatus[] = [
  ...(['LIVE', 'INTERRUPTED', 'REHEARSAL', 'SCHEDULED'] as const),
  ...(['ENDED', 'CLOSED', 'CANCELLED'] as const),
];

const choiceOf: Record<StreamStatus, (typeof choices)[number]> = {
  ...{ SCHEDULED: 'coming', REHEARSAL: 'on', LIVE: 'on', INTERRUPTED: 'on' },
  ...{ ENDED: 'over', CLOSED: 'over', CANCELLED: 'over' },
};

function StreamLine({
  stream,
  acts,
  gmvOf,
}: {
  stream: OwnStream;
  acts: StreamActs | null;
  gmvOf: GmvOf | null;
}) {
  const say = useMessages(streamsMessages);
  const language = useLanguage();
  const { streamId, slug, status, currency, scheduledAtMs, liveStartMs } = stream;
  const { title, hostName } = titledIn(language, stream);
  return (
    <tr>
      <th scope="row">
        <a className="dense-open" href={`/console/${slug}`}>
          <bdi>{title}</bdi>
        </a>
      </th>
      <td>
        {dayAndTime(liveStartMs ?? scheduledAtMs, language)} · <bdi>{hostName}</bdi>
      </td>
      <td>
        <StatusPill status={status} />
      </td>
      {gmvOf && (
        <td className="figure stream-gmv" title={say.columns.gmv}>
          {gmvOf.has(streamId) ? amount(gmvOf.get(streamId)!, currency, language) : NO_VALUE}
        </td>
      )}
      {acts && (
        <td>
          <Acts stream={stream} title={title} acts={acts} />
        </td>
      )}
    </tr>
  );
}

/** On a desk beside the line, in a hand behind one button. */
function Acts({ stream, title, acts }: { stream: OwnStream; title: string; acts: StreamActs }) {
  const say = useMessages(streamsMessages);
  const [isOpen, setOpen] = useState(false);
  const all = useActsOf(stream, title, acts);
  return (
    <span className="dense-acts">
      {all.map(({ words, name, drawing, href, onClick }) =>
        href === undefined ? (
          <button
            key={words}
            type="button"
            className="icon-button on-desk"
            aria-label={name}
            title={words}
            onClick={onClick}
          >
            {drawing}
          </button>
        ) : (
          <a key={words} className="icon-button on-desk" href={href} aria-label={name} title={words}>
            {drawing}
          </a>
        ),
      )}
      <button
        type="button"
        className="icon-button in-hand"
        aria-haspopup="dialog"
        aria-label={say.actsOf(title)}
        onClick={() => setOpen(true)}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <Sheet title={title} isQuestion onClose={() => setOpen(false)}>
          <div className="more-list">
            {all.map(({ words, href, onClick }) =>
              href === undefined ? (
                <Button
                  key={words}
                  look="line"
                  onClick={() => {
                    setOpen(false);
                    onClick?.();
                  }}
                >
                  {words}
                </Button>
              ) : (
                <a key={words} className="button line" href={href}>
                  {words}
                </a>
              ),
            )}
          </div>
        </Sheet>
      )}
    </span>
  );
}

/** Apart from the other drawings, which a buyer's first load has. */
const TWO_PEOPLE =
  'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M15.5 5a3.3 3.3 0 0 1 0 6.4M17.5 14.5c2.3.8 3.7 2.6 4 5.5';
const TWO_SHEETS = 'M9 9h11v11H9zM5 15H4V4h11v1';

function useActsOf(stream: OwnStream, title: string, { onEdit, onCopy, onTeam }: StreamActs) {
  const sayDetails = useMessages(detailsMessages);
  const sayTeam = useMessages(streamTeamMessages);
  const sayActivity = useMessages(activityMessages);
  const sayCopy = useMessages(copyStreamWords);
  const { slug, status, rehearsalOf } = stream;
  return [
    // A rehearsal is none of its own.
    ...(rehearsalOf === null
      ? [
          {
            ...{ words: sayCopy.copy, name: sayCopy.copyOf(title), href: undefined },
            ...{ drawing: <LineDrawing path={TWO_SHEETS} size={20} />, onClick: () => onCopy(slug) },
          },
        ]
      : []),
    {
      ...{ words: sayActivity.open, name: sayActivity.openOf(title), href: `/console/${slug}/activity` },
      ...{ drawing: <Icon name="clock" size={20} />, onClick: undefined },
    },
    // Of one that is over nobody has to be let in.
    ...(status !== 'CLOSED' && status !== 'CANCELLED'
      ? [
          {
            ...{ words: sayTeam.open, name: sayTeam.openOf(title), href: undefined },
            ...{ drawing: <LineDrawing path={TWO_PEOPLE} size={20} />, onClick: () => onTeam(slug) },
          },
        ]
      : []),
    // A rehearsal has no page, and one that was cancelled keeps its own (S8).
    ...(rehearsalOf === null && status !== 'CANCELLED'
      ? [
          {
            ...{ words: sayDetails.open, name: sayDetails.edit(title), href: undefined },
            ...{ drawing: <RareIcon name="edit" size={20} />, onClick: () => onEdit(slug) },
          },
        ]
      : []),
  ];
}
