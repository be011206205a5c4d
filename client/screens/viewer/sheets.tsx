import { useMessages } from '../../i18n/language.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { BagList } from './BagList.tsx';
import { BasketFooter } from './BasketFooter.tsx';
import { BasketLines } from './BasketLines.tsx';
import { useLive } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

export function BagSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(viewerWords);
  const count = useLive((state) => state.view.order.length);
  return (
    <Sheet title={say.bagTitle(count)} onClose={onClose}>
      <BagList />
    </Sheet>
  );
}

export function BasketSheet({ onClose, onOrder }: { onClose(): void; onOrder(): void }) {
  const say = useMessages(viewerWords);
  return (
    <Sheet title={say.basket} onClose={onClose} footer={<BasketFooter onOrder={onOrder} />}>
      <BasketLines />
    </Sheet>
  );
}
