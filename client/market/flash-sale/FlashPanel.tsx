import type { ConsoleFlash, ConsoleItem } from '../../../shared/contract/console.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { flashOn } from '../../stores/host/floor.ts';
import { Button } from '../../ui/Button.tsx';
import { Countdown } from '../../ui/Countdown.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Price } from '../../ui/Price.tsx';
import { part } from '../../ui/part.tsx';
import { useServerTime } from '../../ui/server-time.ts';
import { flashPanelWords } from './console-words.ts';
import './flash-panel.css';
import { useConsole, useCurrency, useIsOnItsWay, useMay } from '../../screens/staff/console/host-context.ts';

/** The form comes with the tap: the panel stands on each console. */
const FlashEditSheet = part(() => import('./FlashEditSheet.tsx').then((module) => module.FlashEditSheet));

/** So many pieces are offered to be added to a running flash, if there are so many. */
const MORE_PIECES = 10;

/** The flash of the item in hand while it is announced or runs: its clock, its quota, and its end. */
export function FlashPanel({ item }: { item: ConsoleItem }) {
  const flash = flashOn(item);
  return flash ? <Running item={item} flash={flash} /> : null;
}

function Running({ item, flash }: { item: ConsoleItem; flash: ConsoleFlash }) {
  const say = useMessages(flashPanelWords);
  const language = useLanguage();
  const { host, show } = useConsole();
  const currency = useCurrency();
  const mayFlash = useMay('flash');
  const { itemNumber } = item;
  const { flashId, priceMinor, startsAtMs, endsAtMs, cap, free, held, unpaid, sold } = flash;
  const isEnding = useIsOnItsWay(['flash-sale:end'], itemNumber);
  const isRaising = useIsOnItsWay(['flash-sale:edit'], itemNumber);
  const hasStarted = useServerTime((nowMs) => nowMs >= startsAtMs);
  // What is reserved may come back to the quota: the clock still runs then.
  const isSoldOut = free === 0 && held === 0;
  const more = Math.min(MORE_PIECES, item.available + item.held - free);
  return (
    <section className={isSoldOut ? 'flash-panel sold-out' : 'flash-panel'} aria-label={say.flashRuns}>
      <p className="flash-line">
        <Icon name="flash" />
        <Price minor={priceMinor} wasMinor={item.listPriceMinor} currency={currency} />
        {isSoldOut ? (
          <b>{say.flashSoldOut}</b>
        ) : hasStarted ? (
          <Countdown untilMs={endsAtMs} label={say.flashEnds} />
        ) : (
          <Countdown untilMs={startsAtMs} label={say.flashStarts} />
        )}
      </p>
      <p className="figures">
        <b>{say.flashQuota(free.toLocaleString(language), cap.toLocaleString(language))}</b>
        <span className="soft"> · {say.flashTaken(held, unpaid, sold)}</span>
      </p>
      <div className="flash-quota" aria-hidden="true">
        <i style={{ width: `${(free / cap) * 100}%` }} />
      </div>
      {mayFlash && (
        <div className="flash-buttons">
          <Button
            look="line"
            busy={isEnding}
            onClick={() => void host.act({ kind: 'flash-sale:end', flashId, context: { itemNumber } })}
          >
            {say.endFlash}
          </Button>
          <Button
            look="line"
            onPointerEnter={FlashEditSheet.fetch}
            onClick={() => show({ kind: 'itemForm', itemNumber, Form: FlashEditSheet })}
          >
            {say.edit}
          </Button>
          {more > 0 && (
            <Button
              look="line"
              busy={isRaising}
              onClick={() =>
                void host.act({ kind: 'flash-sale:edit', flashId, cap: cap + more, context: { itemNumber } })
              }
            >
              <Icon name="plus" size={18} />
              {say.raiseFlash(more)}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
