import { QueryClientProvider } from '@tanstack/react-query';
import { useMessages } from '../../../i18n/language.ts';
import { officeOrdersWords } from '../../../i18n/office-orders.ts';
import { ordersFiles } from '../../../stores/orders-file.ts';
import { questionsOf } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { useMayOpen } from '../shell/use-may-open.ts';
import { NotYours } from './NotYours.tsx';
import { OneOrder } from './OneOrder.tsx';
import { OrdersFilters } from './OrdersFilters.tsx';
import { OrdersList } from './OrdersList.tsx';
import { askedSorting } from './orders-address.ts';
import { useOrdersFilter } from './use-orders-filter.ts';
import './orders.css';

/** The orders of all streams that one may see, or one of them, by its reference. */
export function OrdersScreen({ slug: reference }: { slug?: string }) {
  const client = questionsOf(useWorld());
  const mayOpen = useMayOpen('orders');
  return (
    <StaffOnly>
      <QueryClientProvider client={client}>
        {reference !== undefined ? (
          <OneOrder reference={reference} />
        ) : mayOpen ? (
          <AllOrders />
        ) : (
          <NotYours />
        )}
      </QueryClientProvider>
    </StaffOnly>
  );
}

function AllOrders() {
  const say = useMessages(officeOrdersWords);
  const { filter, choose, sorting, sort } = useOrdersFilter();
  const files = ordersFiles({ ...filter, ...askedSorting(sorting) });
  return (
    <main className="page orders-page">
      <StaffHead title={say.title}>
        <a className="button line" href={files.csv} download title={say.exportWhat}>
          {say.export}
        </a>
        <a className="button line" href={files.parquet} download title={say.exportWhat}>
          Parquet
        </a>
        <a className="orders-dictionary" href={files.dictionary} download>
          {say.dictionary}
        </a>
      </StaffHead>
      <OrdersFilters filter={filter} choose={choose} />
      <OrdersList filter={filter} clear={() => choose({})} sorting={sorting} onSort={sort} />
    </main>
  );
}
