import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { RouteBody } from '../../shared/contract/http.ts';
import type { MyOrder } from '../../shared/market/order/contract.ts';
import type { Result } from '../../shared/values/result.ts';
import { type ClaimTexts, createClaimTexts } from './claim-texts.ts';
import { createIdempotentSender, type Unkeyed } from './idempotent-sender.ts';
import type { World } from './world.ts';

export interface OrderClaimsState {
  /** Orders with a claim on its way. */
  claiming: Readonly<Record<string, true>>;
  /** The last no to a new claim, by its order, or to taking one back, by the claim. */
  claimFaults: Readonly<Record<string, Reason>>;
}

/** What a buyer complains about (O6). */
export type NewClaim = Unkeyed<RouteBody<'openClaim'>>;

/** What a buyer does about what came: opens a claim, and takes one back. */
export interface OrderClaims {
  store: StoreApi<OrderClaimsState>;
  /** What it says in words and photos goes up first. @returns true if the claim is open now */
  claim(order: MyOrder, claim: NewClaim, texts: ClaimTexts): Promise<boolean>;
  /** Takes a claim back that nobody has decided. */
  withdraw(order: MyOrder, claimId: string): Promise<void>;
}

/** @param reload asks again for what is shown; called once something was done */
export function createOrderClaims(
  { http, newKey }: Pick<World, 'http' | 'newKey'>,
  reload: () => Promise<void>,
): OrderClaims {
  const store = createStore<OrderClaimsState>(() => ({ claiming: {}, claimFaults: {} }));
  const send = createIdempotentSender(newKey);
  const claimTexts = createClaimTexts(http);

  /** One thing about the claims of an order at a time. @returns true if it is done; else why not stands under `name` */
  async function aboutClaim(
    orderId: string,
    name: string,
    ask: () => Promise<Result<unknown, Reason>>,
  ): Promise<boolean> {
    if (store.getState().claiming[orderId]) return false;
    store.setState(({ claiming, claimFaults }) => ({
      claiming: { ...claiming, [orderId]: true },
      claimFaults: without(claimFaults, name),
    }));
    const answer = await ask();
    store.setState(({ claiming, claimFaults }) => ({
      claiming: without(claiming, orderId),
      claimFaults: answer.ok ? claimFaults : { ...claimFaults, [name]: answer.refusal },
    }));
    if (answer.ok) await reload();
    return answer.ok;
  }

  return {
    store,
    claim: ({ slug, order: { orderId } }, claim, texts) =>
      aboutClaim(orderId, orderId, async () => {
        const brought = await claimTexts.bring(orderId, texts);
        if (!brought.ok) return brought;
        const answer = await send({ ...claim, ...brought.value }, (body) =>
          http.call('openClaim', { params: { slug }, body }),
        );
        if (!answer.ok && isOfLostTexts(answer.refusal)) claimTexts.forget();
        return answer;
      }),
    async withdraw({ slug, order: { orderId } }, claimId) {
      await aboutClaim(orderId, claimId, () =>
        send(
          { orderId, claimId },
          (body) => http.call('withdrawClaim', { params: { slug }, body }),
          'withdrawClaim',
        ),
      );
    },
  };
}

function without<T>(record: Readonly<Record<string, T>>, id: string): Record<string, T> {
  const next = { ...record };
  delete next[id];
  return next;
}

/** What the claim names was kept too long ago (A4). */
function isOfLostTexts(refusal: Reason): boolean {
  return refusal.code === 'CLAIM_INVALID' && refusal.reason === 'texts';
}
