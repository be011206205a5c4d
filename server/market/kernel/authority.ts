import type { StaffRole } from '../../../shared/contract/account.ts';
import type { Grant } from '../../../shared/contract/stream.ts';
import type { ConsoleCommand } from '../../../shared/protocol.ts';
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
 * The grant that each console command needs; `host` is for the host and operators alone, `any` for one who can do, `desk`
 * for packers and operators on every stream, and for its host.
 */
const needs: Record<Exclude<ConsoleCommand, 'hello' | 'time'>, Grant | 'host' | 'any' | 'desk'> = {
  'stream:go-live': 'host',
  'stream:end': 'host',
  'stream:cancel': 'host',
  'stream:interrupt': 'host',
  'stream:resume': 'host',
  'stream:resume-selling': 'host',
  'stream:grant': 'host',
  'stream:set-bounds': 'host',
  'stream:describe': 'host',
  'lineup:add': 'lineup',
  'lineup:remove': 'lineup',
  'lineup:reorder': 'lineup',
  'lineup:set-price': 'lineup',
  'lineup:set-limit': 'lineup',
  'shipping:set': 'lineup',
  'shipping:set-overseas': 'host',
  'lineup:pin': 'pin',
  'lineup:unpin': 'pin',
  // What is taken back decides which grant it needs (see lineup/undo.ts).
  'lineup:undo': 'any',
  'stock:adjust': 'stock',
  'stock:stop': 'stock',
  'stock:resume': 'stock',
  'flash-sale:start': 'flash',
  'flash-sale:edit': 'flash',
  'flash-sale:end': 'flash',
  'voucher:create': 'voucher',
  'voucher:edit': 'voucher',
  'voucher:end': 'voucher',
  'promotion:set': 'voucher',
  'order:cannot-fill': 'host',
  'order:refund': 'host',
  'parcel:pack': 'desk',
  'parcel:ship': 'desk',
  'parcel:deliver': 'desk',
  'parcel:lose': 'desk',
  'parcel:take-back': 'desk',
  'claim:decide': 'desk',
  'stream:make-ingest-key': 'host',
  'stream:revoke-ingest-key': 'host',
  'stream:set-playback-url': 'host',
  'stream:record': 'host',
  // Who works on the floor may see the picture, also of a rehearsal; the host alone makes it.
  'media:capabilities': 'any',
  'media:watch': 'any',
  'media:connect': 'any',
  'media:restart': 'any',
  'media:consume': 'any',
  'media:resume': 'any',
  'media:pause': 'any',
  'media:prefer': 'any',
  'media:leave': 'any',
  'media:open': 'host',
  'media:produce': 'host',
  'media:mute': 'host',
  'media:close': 'host',
  'media:stop': 'host',
};

/** Whether a member of staff may do something of the desk (A1): packers do on every stream, although they see no floor. */
export function mayPack(
  state: Readonly<StreamState>,
  staff: Who,
  command: Exclude<ConsoleCommand, 'hello' | 'time'>,
): boolean {
  if (needs[command] !== 'desk') return false;
  return staff.role === 'packer' || isHostOf(state, staff);
}

/** Whether rights cover a command (A1); asked on every message. */
export function mayDo(rights: Rights, command: Exclude<ConsoleCommand, 'hello' | 'time'>): boolean {
  const need = needs[command];
  if (rights.isHost) return true;
  if (need === 'host' || need === 'desk') return false;
  return need === 'any' ? rights.grants.length > 0 : rights.grants.includes(need);
}
