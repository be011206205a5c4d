import { refuse } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import { contactKeeper } from '../account/keep-contact.ts';
import { answered } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';

/** Bound of one buyer's addresses where the office keeps one more: twice of what buyers keep by themselves. */
const MAX_ADDRESSES = 40;

/** Another address for an order, typed by who answers for its stream (O10). Rights are judged before a row is written. */
export function giveAddressRoute(
  deps: Pick<GatewayDeps, 'readers' | 'application' | 'config' | 'directory' | 'secrets' | 'clock' | 'ids'>,
): Pick<Handlers, 'giveAddress'> {
  const { readers, application, directory, clock } = deps;
  const keep = contactKeeper(deps);
  return {
    async giveAddress({ body, staff }) {
      const { actor } = staff!;
      const { key, orderId } = body;
      const found = await readers.orderById(orderId);
      if (!found) return refuse({ code: 'NOT_FOUND' });
      const { streamId, buyerId } = found.order;
      const why = await application.whyMayNot(actor, streamId, 'host');
      if (why) return refuse(why);
      const saved = await keep(await directory.identity(buyerId), body, { most: MAX_ADDRESSES });
      if (!saved.ok) return saved;
      const { addressId } = saved.value;
      const request = { key, orderId, addressId };
      return answered(
        await application.console(actor, streamId, 'order:give-address', request, clock.steadyMs()),
      );
    },
  };
}
