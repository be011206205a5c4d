import type { PackingListed } from '../../../../shared/contract/packing.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Pill } from '../../../ui/Pill.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { NO_VALUE } from '../insights/number-words.ts';
import { DenseList } from '../ListTools.tsx';
import { type ListAsked, sortedBy, useListAsked } from '../list-address.ts';
import { packingWords } from './words.ts';

const columns = ['title', 'ended', 'late', 'claims', 'lost'] as const;
type Column = (typeof columns)[number];
const choices = ['waiting'] as const;

/** The streams that are over, a line each: found, narrowed to where something waits, sorted; left alone, the late ones stand first. */
export function StreamsToPack({ streams }: { streams: readonly PackingListed[] }) {
  const say = useMessages(packingWords);
  const language = useLanguage();
  const { asked, ask } = useListAsked(columns, choices);
  const shown = streamsShown(streams, asked, language);
  return (
    <section>
      <h2 className="desk-part">{say.pickStream}</h2>
      <DenseList
        {...{ asked, ask, count: say.streamsListed }}
        columns={columns.map((name) => ({
          name,
          words: say.streamColumns[name],
          isFigure: name !== 'title' && name !== 'ended',
        }))}
        label={say.pickStream}
        className="packing-streams"
        filters={{
          find: say.findStream,
          only: { label: say.only, options: choices.map((value) => ({ value, words: say[value] })) },
        }}
        shown={shown.length}
        all={streams.length}
        rows={shown.map((stream) => <StreamRow key={stream.streamId} stream={stream} />)}
      />
    </section>
  );
}

function streamsShown(
  streams: readonly PackingListed[],
  { text, choice, by, isDescending }: ListAsked<Column>,
  language: string,
): readonly PackingListed[] {
  const wanted = text.trim().toLowerCase();
  const found = streams.filter(
    ({ title, titleEn, lateOrders, openClaims, lostParcels }) =>
      `${title} ${titleEn ?? ''}`.toLowerCase().includes(wanted) &&
      (choice === '' || lateOrders + openClaims + lostParcels > 0),
  );
  if (by === null) return found;
  return sortedBy(found, isDescending, language, (stream) => {
    if (by === 'title') return titledIn(language, stream).title;
    if (by === 'ended') return stream.endedAtMs;
    return by === 'late' ? stream.lateOrders : by === 'claims' ? stream.openClaims : stream.lostParcels;
  });
}

function StreamRow({ stream }: { stream: PackingListed }) {
  const language = useLanguage();
  const { slug, endedAtMs, lateOrders, openClaims, lostParcels } = stream;
  return (
    <tr>
      <th scope="row">
        <a className="dense-open" href={`/packing/${slug}`}>
          <bdi>{titledIn(language, stream).title}</bdi>
        </a>
      </th>
      <td>{endedAtMs === null ? NO_VALUE : dayAndTime(endedAtMs, language)}</td>
      <Count of={lateOrders} needsSomebody />
      <Count of={openClaims} needsSomebody />
      <Count of={lostParcels} />
    </tr>
  );
}

function Count({ of, needsSomebody = false }: { of: number; needsSomebody?: boolean }) {
  const language = useLanguage();
  const words = of.toLocaleString(language);
  return (
    <td className="figure">
      {of === 0 ? (
        <span className="soft">{words}</span>
      ) : (
        <Pill tone={needsSomebody ? 'attention' : 'plain'}>{words}</Pill>
      )}
    </td>
  );
}
