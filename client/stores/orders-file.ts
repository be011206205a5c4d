import type { OrdersFilter } from '../../shared/contract/office-orders.ts';
import { officeOrdersCsvAddress } from '../connection/file-addresses.ts';

/** Where exactly these orders are a file. */
export const ordersFileAddress = (filter: OrdersFilter): string => officeOrdersCsvAddress(filter);
