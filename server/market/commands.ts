import { broadcastCommands } from './broadcast/commands.ts';
import { cartCommands } from './cart/commands.ts';
import type { BuyerCommand, SpecOf, StaffCommand } from './command-spec.ts';
import { flashSaleCommands } from './flash-sale/commands.ts';
import type { Right } from './kernel/authority.ts';
import { lineupCommands } from './lineup/commands.ts';
import { newcomersCommands } from './newcomers/commands.ts';
import { orderCommands } from './order/commands.ts';
import { parcelCommands } from './parcel/commands.ts';
import { shippingCommands } from './shipping/commands.ts';
import { stockCommands } from './stock/commands.ts';
import { streamCommands } from './stream/commands.ts';
import { voucherCommands } from './voucher/commands.ts';
import { waitlistCommands } from './waitlist/commands.ts';

/** Every command that the log of a stream decides, from its capability: without one of the protocol's it does not compile. */
export const commands: { readonly [C in BuyerCommand | StaffCommand]: SpecOf<C> } = {
  ...broadcastCommands,
  ...cartCommands,
  ...flashSaleCommands,
  ...lineupCommands,
  ...newcomersCommands,
  ...orderCommands,
  ...parcelCommands,
  ...shippingCommands,
  ...stockCommands,
  ...streamCommands,
  ...voucherCommands,
  ...waitlistCommands,
};

/** True for what a buyer may send and the log decides. */
export function isBuyerCommand(command: string): command is BuyerCommand {
  return Object.hasOwn(commands, command) && commands[command as BuyerCommand | StaffCommand].by === 'buyer';
}

/** True for what staff may send and the log decides. */
export function isStaffCommand(command: string): command is StaffCommand {
  return Object.hasOwn(commands, command) && commands[command as BuyerCommand | StaffCommand].by === 'staff';
}

/** Who may send a command of staff (A1). */
export function rightOf(command: StaffCommand): Right {
  return commands[command].right;
}
