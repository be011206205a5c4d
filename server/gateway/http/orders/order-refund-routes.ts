import type { ConsoleRequest } from '../../../../shared/protocol.ts';
import { refuse } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { SignedIn } from '../../visitors/staff-sessions.ts';
import { answered } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';

type Routes =
  | 'orderRefund'
  | 'previewRefund'
  | 'refundUnits'
  | 'refundAmount'
  | 'cannotFill'
  | 'previewCallOff'
  | 'callOff';
type Command = 'order:refund' | 'order:refund-amount' | 'order:cannot-fill' | 'order:call-off';

/** Refunds and cancellations of orders, for who works on their stream (O8, O11): read, thought through and made. */
export function orderRefundRoutes({
  readers,
  application,
  clock,
}: Pick<GatewayDeps, 'readers' | 'application' | 'clock'>): Pick<Handlers, Routes> {
  /** Sends a command to the stream of its order; the application judges the rights on it. */
  function does<C extends Command>(command: C) {
    return async ({ staff, body }: { staff: SignedIn | null; body: ConsoleRequest<C> }) => {
      const found = await readers.orderById(body.orderId);
      if (!found || !staff) return refuse({ code: 'NOT_FOUND' as const });
      const { streamId } = found.order;
      return answered(await application.console(staff.actor, streamId, command, body, clock.steadyMs()));
    };
  }

  return {
    orderRefund: ({ staff, params }) => application.orderRefund(staff!.actor, params.orderId),
    previewRefund: ({ staff, params, query }) =>
      application.previewRefund(staff!.actor, params.orderId, query),
    refundUnits: does('order:refund'),
    refundAmount: does('order:refund-amount'),
    cannotFill: does('order:cannot-fill'),
    previewCallOff: ({ staff, params }) => application.previewCallOff(staff!.actor, params.orderId),
    callOff: does('order:call-off'),
  };
}
