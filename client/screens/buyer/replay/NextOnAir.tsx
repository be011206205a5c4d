import type { ReplayView } from '../../../../shared/contract/media.ts';
import { producerIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { dayAndTime } from '../../../ui/time-words.ts';
import { useReplay } from './replay-context.ts';
import { replayWords } from './words.ts';

type Item = ReplayView['items'][number];

/** The way to the stream on which a product can be bought, or will be; where none is planned, to who makes it (B10). */
export function NextOnAir({ item }: { item: Item }) {
  const say = useMessages(replayWords);
  const language = useLanguage();
  const { next } = item;
  if (!next) return <NotPlanned item={item} />;
  return (
    <a
      className="replay-next figures"
      href={next.itemNumber === undefined ? `/s/${next.slug}` : `/s/${next.slug}/${next.itemNumber}`}
    >
      {next.isOn && <i className="replay-on" aria-hidden="true" />}
      {next.isOn ? say.liveNow : say.nextOn(dayAndTime(next.startsAtMs, language))}
    </a>
  );
}

/** That it is in no stream to come, and whose page says what else they sell; until that is known its place is kept. */
function NotPlanned({ item: { itemNumber } }: { item: Item }) {
  const say = useMessages(replayWords);
  const language = useLanguage();
  const makers = useReplay((state) => state.makers);
  const maker = makers.find(({ items }) => items.includes(itemNumber));
  return (
    <>
      <p className="soft">{say.notPlanned}</p>
      {maker ? (
        <a className="replay-next" href={`/p/${maker.producerId}`}>
          {say.moreOf(producerIn(language, maker))}
        </a>
      ) : (
        <i className="replay-next" />
      )}
    </>
  );
}
