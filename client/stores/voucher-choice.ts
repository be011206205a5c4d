import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { TypedCode } from '../../shared/market/order/contract.ts';
import { createDeviceStorage } from '../connection/device-storage.ts';
import type { LiveStore } from './live-store.ts';

/** Why a typed code is not used. */
export type CodeReason = Extract<TypedCode, { outcome: 'not_used' }>['reason'];

/** Which vouchers a buyer wants to use in a stream; null: the best ones, whatever they are by then. */
export interface VoucherChoice {
  named: readonly string[] | null;
  /** Why the last choice could not be kept, until the next one. */
  dropped: Reason | null;
  /** The code that comes along with each question, or null. */
  code: string | null;
  /** The code that was given up, and why: it is not asked for again. */
  refused: { code: string; reason: CodeReason } | null;
}

/** The code of the stream that was looked at last lies on the device, as the cart lies with the market. */
const NAME = 'fairday.code';

function keptCode(slug: string): string | null {
  const [of, code] = (createDeviceStorage().read(NAME) ?? '').split(' ');
  return of === slug && /^[0-9A-Z]{4,16}$/.test(code ?? '') ? code! : null;
}

const choices = new WeakMap<object, StoreApi<VoucherChoice>>();

/** The choice of this page's buyer: the same in the cart and at the checkout. */
export function voucherChoice(live: Pick<LiveStore, 'slug'>): StoreApi<VoucherChoice> {
  const { slug } = live;
  let choice = choices.get(live);
  if (!choice) {
    const code = keptCode(slug);
    choice = createStore<VoucherChoice>(() => ({ named: null, dropped: null, code, refused: null }));
    choice.subscribe((now) => {
      if (now.code !== keptCode(slug)) createDeviceStorage().write(NAME, `${slug} ${now.code ?? ''}`);
    });
    choices.set(live, choice);
  }
  return choice;
}
