import type { SortedOrders } from '../../shared/contract/office-orders.ts';
import { officeOrdersAddress, ordersDictionaryAddress } from '../connection/file-addresses.ts';

/** Where exactly these orders, as they stand, are a file, in each of its forms, and what its columns mean. */
export const ordersFiles = (asked: SortedOrders) => ({
  csv: officeOrdersAddress('officeOrdersCsv', asked),
  parquet: officeOrdersAddress('officeOrdersParquet', asked),
  dictionary: ordersDictionaryAddress(),
});
