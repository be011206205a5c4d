import { deskMessages } from '../../i18n/console-desk.ts';
import { useMessages } from '../../i18n/language.ts';
import { itemOf } from '../../stores/host/acts.ts';
import { shelfOf } from '../../stores/host/floor.ts';
import type { Work } from '../../stores/host/host-state.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { StockLabel } from '../../ui/StockLabel.tsx';
import { useActName, useCurrency, useDesk, useHost, useItem, useItemName } from './host-context.ts';
import { useHostSentence } from './host-sentence.ts';

/** Acts that came to nothing, or have no answer, each with what can be done about it. */
export function Works() {
  const say = useMessages(deskMessages);
  const { host } = useDesk();
  const works = useHost((state) => state.works);
  const warning = useHost((state) => state.warning);
  const nameOf = useItemName();
  const money = useMoney(useCurrency());
  const open = works.filter(({ state }) => state !== 'sending');
  return (
    <>
      {open.map((work) => (
        <Stuck key={work.key} work={work} />
      ))}
      {warning && (
        <Notice onDismiss={host.dismissWarning}>
          {say.warning(nameOf(warning.itemNumber), money(warning.recentLowMinor))}
        </Notice>
      )}
    </>
  );
}

function Stuck({ work }: { work: Work }) {
  const say = useMessages(deskMessages);
  const { host } = useDesk();
  const sentence = useHostSentence(useCurrency());
  const actName = useActName();
  const itemNumber = itemOf(work.act);
  const item = useItem(itemNumber);
  const lineupVersion = useHost(({ floor }) => floor.lineupVersion);
  const { reason } = work;
  if (!reason) return null;
  const isStale = reason.code === 'STALE_VERSION';
  // An undo that came too late is not done again: the present state is what it is.
  const mayAgain = work.state === 'unanswered' || (isStale && work.act.kind !== 'undo');
  const known = itemNumber === null ? lineupVersion : (item?.version ?? 0);
  const isPresentKnown = !isStale || known >= reason.version;
  return (
    <Notice onDismiss={() => host.dismissWork(work.key)}>
      <p>{say.refused(actName(work.act), sentence(reason))}</p>
      {work.state === 'unanswered' && <p>{say.neverTwice}</p>}
      {isStale && itemNumber !== null && <Presently itemNumber={itemNumber} />}
      {mayAgain && (
        <Button look="line" disabled={!isPresentKnown} onClick={() => void host.again(work.key)}>
          {work.state === 'unanswered' ? say.askAgain : say.again}
        </Button>
      )}
    </Notice>
  );
}

/** What a stale act found instead of what its host had seen (L4). */
function Presently({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(deskMessages);
  const item = useItem(itemNumber);
  const status = useHost(({ floor }) => floor.status);
  const isPinned = useHost(({ floor }) => floor.pins.some((pin) => pin.itemNumber === itemNumber));
  const money = useMoney(useCurrency());
  if (!item) return null;
  const stock = {
    state: shelfOf(item, status),
    available: item.available,
    nextFreeAtMs: null,
    flashLeft: null,
  };
  return (
    <p className="presently">
      <span className="soft">{say.presently}</span> <b>{money(item.listPriceMinor)}</b>
      {' · '}
      <StockLabel stock={stock} />
      {isPinned && <> · {say.pinned}</>}
      {item.isRemoved && <> · {say.remove}</>}
    </p>
  );
}
