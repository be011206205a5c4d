import { type ReactNode, useState } from 'react';
import type { PackingView } from '../../../../shared/contract/packing.ts';
import { useMessages } from '../../../i18n/language.ts';
import type { PackingStore } from '../../../stores/packing-store.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { useIsWide } from '../orders/use-is-wide.ts';
import { ChannelFiles } from './ChannelFiles.tsx';
import { ClaimCard } from './ClaimCard.tsx';
import { Deliveries } from './Deliveries.tsx';
import { FindOrder, isWorthFinding, packingOfOrder } from './FindOrder.tsx';
import { HeldBar } from './Held.tsx';
import { PackCard } from './PackCard.tsx';
import { PackingList } from './PackingList.tsx';
import { Papers } from './Papers.tsx';
import { ParcelCard } from './ParcelCard.tsx';
import { packingWords } from './words.ts';

type Part = 'toPack' | 'parcels' | 'claims';

/** What is to pack, what is under way, what is complained about: one at a time, with how much there is of each. */
export function StreamPacking({ desk, view: whole }: { desk: PackingStore; view: PackingView }) {
  const say = useMessages(packingWords);
  const [part, setPart] = useState<Part>('toPack');
  const isWide = useIsWide();
  const [typed, setTyped] = useState('');
  const view = packingOfOrder(whole, typed);
  const { currency } = view.stream;
  const none = typed === '' ? null : <Empty says={say.noOrder(typed)} />;
  const packed = view.parcels.filter(({ status }) => status === 'PACKED');
  const parts: Record<Part, ReactNode> = {
    toPack: (
      <>
        <ChannelFiles desk={desk} />
        {view.toPack.length > 0 && (
          <p className="packing-unit soft small figures">
            {say.parcelsOf(view.toPack.length, ordersIn(view))}
          </p>
        )}
        {view.toPack.length === 0 ? (
          (none ?? <Empty says={say.nothingToPack} hint={say.nothingToPackHint} />)
        ) : isWide ? (
          <PackingList desk={desk} rows={view.toPack} label={say.toPack} />
        ) : (
          <ul className="desk-cards">
            {view.toPack.map((group) => (
              <PackCard key={`${group.orderIds.join()} ${group.origin}`} desk={desk} group={group} />
            ))}
          </ul>
        )}
      </>
    ),
    parcels: (
      <>
        <Deliveries desk={desk} />
        {packed.length > 1 && !isWide && <Papers desk={desk} parcels={packed} />}
        {view.parcels.length === 0 ? (
          (none ?? <Empty says={say.noParcels} />)
        ) : isWide ? (
          <PackingList desk={desk} rows={view.parcels} label={say.parcels} />
        ) : (
          <ul className="desk-cards">
            {view.parcels.map((parcel) => (
              <ParcelCard key={parcel.shipmentId} desk={desk} parcel={parcel} />
            ))}
          </ul>
        )}
      </>
    ),
    claims:
      view.claims.length === 0 ? (
        (none ?? <Empty says={say.noClaims} />)
      ) : (
        <ul className="desk-cards">
          {view.claims.map((claim) => (
            <ClaimCard key={claim.claimId} desk={desk} claim={claim} currency={currency} />
          ))}
        </ul>
      ),
  };
  const tabs = (['toPack', 'parcels', 'claims'] as const).map((name) => {
    const count = view[name].length;
    return { name, words: say[name], count: name === 'toPack' ? say.parcelsToPack(count) : count };
  });
  return (
    <>
      {(typed !== '' || isWorthFinding(whole)) && <FindOrder typed={typed} onType={setTyped} />}
      <Tabs label={say.title} tabs={tabs} open={part} onOpen={setPart}>
        {view.more && <p className="soft">{say.more}</p>}
        {parts[part]}
      </Tabs>
      <HeldBar desk={desk} />
    </>
  );
}

/** Orders that are to pack: those of one person and one origin go into one parcel, one of several origins into several. */
function ordersIn({ toPack }: PackingView): number {
  return new Set(toPack.flatMap(({ orderIds }) => orderIds)).size;
}
