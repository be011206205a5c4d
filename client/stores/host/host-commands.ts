import type { Answer } from '../../../shared/contract/answer.ts';
import type { ConsoleRequest } from '../../../shared/protocol.ts';
import type { ConsoleConnection } from '../../connection/console-connection.ts';

export type FlashTerms = Omit<ConsoleRequest<'flash-sale:start'>, 'key' | 'version' | 'itemNumber'>;

export type VoucherTerms = Omit<ConsoleRequest<'voucher:create'>, 'key'>;
export type VoucherChanges = Omit<ConsoleRequest<'voucher:edit'>, 'key' | 'voucherId' | 'version'>;
export type PromotionTerms = ConsoleRequest<'promotion:set'>['promotion'];

/** One thing that a host asks of the floor. */
export type HostCommand =
  | { kind: 'pin' | 'unpin' | 'stop' | 'resume' | 'remove'; itemNumber: number }
  | { kind: 'adjust'; itemNumber: number; delta: number }
  | { kind: 'set-price'; itemNumber: number; priceMinor: number }
  | { kind: 'set-limit'; itemNumber: number; buyerLimit: number | null }
  | { kind: 'flash'; itemNumber: number; terms: FlashTerms }
  | { kind: 'raise-flash'; itemNumber: number; flashId: string; cap: number }
  | { kind: 'end-flash'; itemNumber: number; flashId: string }
  | { kind: 'promote'; itemNumber: number; promotion: PromotionTerms; floorConsent?: boolean }
  | { kind: 'make-voucher'; terms: VoucherTerms }
  /** `version`: of the voucher as its form showed it. */
  | { kind: 'edit-voucher'; voucherId: string; version: number; changes: VoucherChanges }
  | { kind: 'end-voucher'; voucherId: string }
  | { kind: 'reorder'; order: readonly number[] }
  | {
      kind: 'add';
      productId: string;
      /** What the good is called, to speak of it while it has no number. */
      name: string;
      units: number;
      priceMinor: number;
      buyerLimit: number | null;
    }
  | { kind: 'undo'; undoes: HostCommand; seq: number }
  | { kind: 'go-live' | 'end-stream' | 'cancel-stream' | 'interrupt' | 'resume-stream' | 'resume-selling' };

/** What an act works on: acts on one target wait for each other, so that each knows the version before it (L4). */
export type Target = number | 'lineup' | 'stream';

export function targetOf(act: HostCommand): Target {
  if (act.kind === 'undo') return targetOf(act.undoes);
  if ('itemNumber' in act) return act.itemNumber;
  return act.kind === 'reorder' || act.kind === 'add' ? 'lineup' : 'stream';
}

export function itemOf(act: HostCommand): number | null {
  const target = targetOf(act);
  return typeof target === 'number' ? target : null;
}

/** What an accepted act answers, as far as a console uses it. */
export interface HostCommandReply {
  seq: number;
  version?: number;
  undoUntilMs?: number | null;
  itemNumber?: number;
  warning?: { recentLowMinor: number } | null;
}

/** A command with its key and version in it: sent again it is the very same one (I1). */
export type PreparedCommand = (to: ConsoleConnection) => Promise<Answer<HostCommandReply>>;

/**
 * Makes the command of an act, once.
 * @param version the last console fact on the act's target that this host has seen (L4)
 */
export function prepare(act: HostCommand, key: string, version: number): PreparedCommand {
  switch (act.kind) {
    case 'pin':
    case 'remove': {
      const request = { key, itemNumber: act.itemNumber, version };
      return act.kind === 'pin'
        ? (to) => to.send('lineup:pin', request)
        : (to) => to.send('lineup:remove', request);
    }
    case 'unpin':
      return (to) => to.send('lineup:unpin', { key, itemNumber: act.itemNumber });
    case 'stop':
      return (to) => to.send('stock:stop', { key, itemNumber: act.itemNumber });
    case 'resume':
      return (to) => to.send('stock:resume', { key, itemNumber: act.itemNumber, version });
    case 'adjust':
      return (to) => to.send('stock:adjust', { key, itemNumber: act.itemNumber, version, delta: act.delta });
    case 'set-price':
      return (to) =>
        to.send('lineup:set-price', { key, itemNumber: act.itemNumber, version, priceMinor: act.priceMinor });
    case 'set-limit':
      return (to) =>
        to.send('lineup:set-limit', { key, itemNumber: act.itemNumber, version, buyerLimit: act.buyerLimit });
    case 'flash':
      return (to) => to.send('flash-sale:start', { key, itemNumber: act.itemNumber, version, ...act.terms });
    case 'raise-flash':
      return (to) => to.send('flash-sale:edit', { key, flashId: act.flashId, version, cap: act.cap });
    case 'end-flash':
      return (to) => to.send('flash-sale:end', { key, flashId: act.flashId });
    case 'promote':
      return (to) => {
        const { itemNumber, promotion, floorConsent } = act;
        const consent = floorConsent ? { floorConsent } : {};
        return to.send('promotion:set', { key, itemNumber, version, promotion, ...consent });
      };
    case 'make-voucher':
      return (to) => to.send('voucher:create', { key, ...act.terms });
    case 'edit-voucher': {
      const { voucherId, changes } = act;
      return (to) => to.send('voucher:edit', { key, voucherId, version: act.version, ...changes });
    }
    case 'end-voucher':
      return (to) => to.send('voucher:end', { key, voucherId: act.voucherId });
    case 'reorder':
      return (to) => to.send('lineup:reorder', { key, order: [...act.order], version });
    case 'add': {
      const { productId, units, priceMinor, buyerLimit } = act;
      return (to) => to.send('lineup:add', { key, productId, units, priceMinor, buyerLimit });
    }
    case 'undo':
      return (to) => to.send('lineup:undo', { key, seq: act.seq });
    case 'go-live':
      return (to) => to.send('stream:go-live', { key });
    case 'end-stream':
      return (to) => to.send('stream:end', { key });
    case 'cancel-stream':
      return (to) => to.send('stream:cancel', { key });
    case 'interrupt':
      return (to) => to.send('stream:interrupt', { key });
    case 'resume-stream':
      return (to) => to.send('stream:resume', { key });
    case 'resume-selling':
      return (to) => to.send('stream:resume-selling', { key });
  }
}
