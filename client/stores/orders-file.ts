import type { OrdersFilter } from '../../shared/contract/office-orders.ts';
import { officeOrdersAddress, ordersDictionaryAddress } from '../connection/file-addresses.ts';

/** Where exactly these orders are a file, in each of its forms, and what its columns mean. */
export const ordersFiles = (filter: OrdersFilter) => ({
  csv: officeOrdersAddress('officeOrdersCsv', filter),
  parquet: officeOrdersAddress('officeOrdersParquet', filter),
  dictionary: ordersDictionaryAddress(),
});
