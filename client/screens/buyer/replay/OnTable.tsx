import type { ReplayView } from '../../../../shared/contract/media.ts';
import { useMessages } from '../../../i18n/language.ts';
import { flashAt, pinAt } from '../../../stores/replay/moments.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Picture } from '../../../ui/Picture.tsx';
import { Price, useMoney } from '../../../ui/Price.tsx';
import { NextOnAir } from './NextOnAir.tsx';
import { useReplay, useReplayView } from './replay-context.ts';
import { replayWords } from './words.ts';

/** What the host held up at the moment on the screen, with its price of today. */
export function OnTable() {
  const say = useMessages(replayWords);
  const view = useReplayView();
  const number = useReplay(({ atMs }) => pinAt(view.pins, atMs)?.itemNumber ?? null);
  const item = view.items.findLast(({ itemNumber }) => itemNumber === number);
  return (
    <section className="replay-table" aria-label={say.onTable} aria-live="polite">
      <h2>{say.onTable}</h2>
      {item ? (
        <div className="replay-good">
          <Picture source={item.picture} size={64} />
          <div>
            <h3>
              <span className="item-number figures">{item.itemNumber}</span>
              <bdi>{item.name}</bdi>
            </h3>
            <p className="soft">{item.producer}</p>
            <TodayPrice item={item} />
            <NextOnAir item={item} />
          </div>
        </div>
      ) : (
        <p className="soft">{say.betweenTwo}</p>
      )}
    </section>
  );
}

/** The price of today, named so, and what it was at the moment on the screen. */
export function TodayPrice({ item }: { item: ReplayView['items'][number] }) {
  const say = useMessages(replayWords);
  const view = useReplayView();
  const money = useMoney(view.currency);
  const flashMinor = useReplay(({ atMs }) => flashAt(view, item.itemNumber, atMs));
  return (
    <p className="replay-price">
      {item.todayMinor === null ? (
        <span>{say.gone}</span>
      ) : (
        <span>
          <Price minor={item.todayMinor} currency={view.currency} /> {say.today}
        </span>
      )}
      {flashMinor !== null ? (
        <span className="soft figures">
          <Icon name="flash" size={14} />
          {say.thenFlash(money(flashMinor))}
        </span>
      ) : (
        item.thenMinor !== item.todayMinor && (
          <span className="soft figures">{say.thatDay(money(item.thenMinor))}</span>
        )
      )}
    </p>
  );
}
