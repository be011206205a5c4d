import { useStore } from 'zustand';
import type { PackGroup } from '../../../../shared/contract/packing.ts';
import { originIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { nameOfGroup, type PackingStore } from '../../../stores/packing-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { dayAndTime } from '../../../ui/time-words.ts';
import { DueBy } from './DueBy.tsx';
import { Contact, Goods } from './Goods.tsx';
import { HeldAct } from './Held.tsx';
import { PackingFault } from './PackingFault.tsx';
import { packingWords } from './words.ts';

/** One parcel to pack: what a buyer ordered of one place, over all orders (P1). */
export function PackCard({ desk, group }: { desk: PackingStore; group: PackGroup }) {
  const say = useMessages(packingWords);
  const language = useLanguage();
  const name = nameOfGroup(group);
  const busy = useStore(desk.store, (state) => state.busy[name] === true);
  const isHeld = useStore(desk.store, ({ held }) => held[name] !== undefined);
  const { readyAtMs } = group;
  const isReady = useServerTime((nowMs) => readyAtMs !== null && nowMs >= readyAtMs);
  return (
    <li className="desk-card">
      <DueBy due={group} />
      <Contact contact={group.contact} />
      {group.origin !== '' && <p className="soft">{say.from(originIn(language, group))}</p>}
      <Goods lines={group.lines} />
      <PackingFault desk={desk} name={name} />
      {isHeld ? (
        <HeldAct desk={desk} name={name} />
      ) : isReady ? (
        <Button look="held" wide busy={busy} onClick={() => desk.pack(group)}>
          {say.pack}
        </Button>
      ) : (
        <p className="soft">
          {readyAtMs === null ? say.notClosed : say.packFrom(dayAndTime(readyAtMs, language))}
        </p>
      )}
    </li>
  );
}
