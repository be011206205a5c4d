import type { StaffRole } from '../../../shared/market/account/contract.ts';
import type { Grant } from '../../../shared/market/stream/contract.ts';
import type { StreamState } from '../state.ts';

const ALL_GRANTS: readonly Grant[] = ['pin', 'lineup', 'flash', 'stock', 'voucher', 'chat', 'orders:view'];

/** Any of these tells what a producer would sell for at the least, of what is in the stream's own bag. */
const SEE_FLOOR_PRICES: readonly Grant[] = ['flash', 'lineup', 'stock'];

/** What somebody may do on a stream: everything as its host or an operator, an assistant what was granted (A1). */
export interface Rights {
  isHost: boolean;
  grants: Grant[];
}

type Who = { staffId: string; role: StaffRole };

/**
 * The rights of a member of staff on a stream, or null if there are none: then the stream is not there for them. Whoever
 * works elsewhere by now (a packer, an analyst, a producer) has none, whatever they made or were granted before.
 */
export function rightsOn(
  state: Readonly<Pick<StreamState, 'hostId' | 'assistants'>>,
  staff: Who,
): Rights | null {
  if (isHostOf(state, staff)) return { isHost: true, grants: [...ALL_GRANTS] };
  if (staff.role !== 'host' && staff.role !== 'assistant') return null;
  const grants = state.assistants.get(staff.staffId);
  return grants && grants.length > 0 ? { isHost: false, grants: [...grants] } : null;
}

/** An operator, or who made the stream and is a host yet: who made it and is none any more keeps nothing of it. */
function isHostOf(state: Readonly<Pick<StreamState, 'hostId'>>, { staffId, role }: Who): boolean {
  return role === 'operator' || (role === 'host' && staffId === state.hostId);
}

/** Whether rights show the floor prices of a stream's own lineup. */
export function seesFloorPrices({ isHost, grants }: Rights): boolean {
  return isHost || grants.some((grant) => SEE_FLOOR_PRICES.includes(grant));
}

/** Whether rights show the orders of a stream. */
export function seesOrders({ isHost, grants }: Rights): boolean {
  return isHost || grants.includes('orders:view');
}

/**
 * What something on a stream asks of who does it: a grant; `host` is for the host and operators alone, `any` for one who can
 * do anything, `packing` for packers and operators on every stream, and for its host.
 */
export type Right = Grant | 'host' | 'any' | 'packing';

/** Whether a member of staff may do something of the packing (A1): packers do on every stream, although they see no console. */
export function mayPack(state: Readonly<Pick<StreamState, 'hostId'>>, staff: Who, right: Right): boolean {
  if (right !== 'packing') return false;
  return staff.role === 'packer' || isHostOf(state, staff);
}

/** Whether rights cover something (A1); asked on every message. */
export function mayDo(rights: Rights, right: Right): boolean {
  if (rights.isHost) return true;
  if (right === 'host' || right === 'packing') return false;
  return right === 'any' ? rights.grants.length > 0 : rights.grants.includes(right);
}
