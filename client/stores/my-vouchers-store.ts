import type { MyVouchers } from '../../shared/contract/my-vouchers.ts';
import { createRemoteValue, type RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

/** The vouchers of the streams that are on, as each stands to who asks. */
export function createMyVouchersStore({ http }: Pick<Outside, 'http'>): RemoteValue<MyVouchers> {
  return createRemoteValue(() => http.call('myVouchers'));
}
