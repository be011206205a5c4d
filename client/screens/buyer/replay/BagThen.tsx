import { useMessages } from '../../../i18n/language.ts';
import { bagAt } from '../../../stores/replay/moments.ts';
import { Picture } from '../../../ui/Picture.tsx';
import { NextOnAir } from './NextOnAir.tsx';
import { TodayPrice } from './OnTable.tsx';
import { useReplay, useReplayView } from './replay-context.ts';
import { replayWords } from './words.ts';

/** The lineup as it was at the moment on the screen. */
export function BagThen() {
  const say = useMessages(replayWords);
  const view = useReplayView();
  // Their numbers as one text, so that the list is drawn again only when it changes.
  const numbers = useReplay(({ atMs }) =>
    bagAt(view.items, atMs)
      .map((item) => view.items.indexOf(item))
      .join(' '),
  );
  const items = numbers === '' ? [] : numbers.split(' ').map((index) => view.items[Number(index)]!);
  return (
    <section className="replay-bag">
      <h2>{say.bag(items.length)}</h2>
      <ul>
        {items.map((item) => (
          <li key={`${item.itemNumber} ${item.fromMs}`}>
            <span className="item-number figures">{item.itemNumber}</span>
            <Picture source={item.picture} size={48} />
            <div>
              <h3>
                <bdi>{item.name}</bdi>
              </h3>
              <TodayPrice item={item} />
              <NextOnAir item={item} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
