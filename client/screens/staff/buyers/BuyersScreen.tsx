import { QueryClientProvider } from '@tanstack/react-query';
import { questionsOf } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { BuyersList } from './BuyersList.tsx';
import { OneBuyer } from './OneBuyer.tsx';
import '../orders/orders.css';
import './buyers.css';

/** Who ordered, over all streams, or one of them. */
export function BuyersScreen({ slug: buyerId }: { slug?: string }) {
  const client = questionsOf(useWorld());
  return (
    <StaffOnly>
      <QueryClientProvider client={client}>
        {buyerId === undefined ? <BuyersList /> : <OneBuyer buyerId={buyerId} />}
      </QueryClientProvider>
    </StaffOnly>
  );
}
