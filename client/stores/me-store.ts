import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { AddressParts, AddressView, MeView, StaffView } from '../../shared/market/account/contract.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';
import type { Http } from '../connection/http.ts';

export interface MeState {
  /** null until the server has said who this browser is. */
  me: MeView | null;
  reason: Reason | null;
}

/** Where and to whom a parcel goes, as it was typed. */
export interface Contact {
  name: string;
  /** Absent: that of `phoneOf`, an address that is kept. */
  phone?: string;
  phoneOf?: string;
  address: string;
  /** What the address was made of; absent where it was typed in one line. */
  parts?: AddressParts;
  /** ISO 3166; absent at home. */
  country?: string;
}

/** Who this browser is: a guest with addresses, or a member of staff. */
export interface MeStore {
  store: StoreApi<MeState>;
  /**
   * Asks once; later calls wait for the same answer. A guest's cookie comes with it, so it goes before any socket. While
   * the market does not answer, or cannot, it goes on asking by itself: the reason stands in the store until then.
   */
  ensure(): Promise<void>;
  /** Asks again: somebody may be signed out, or work as somebody else by now. */
  refresh(): Promise<void>;
  /** @param key the same for every try of one tap, so that it saves one address */
  saveAddress(contact: Contact, key: string): Promise<Result<AddressView, Reason>>;
  makeDeviceCode(): Promise<Result<{ code: string; expiresAtMs: number }, Reason>>;
  /** Becomes the guest of the device that made the code. */
  becomeDevice(code: string): Promise<Result<MeView, Reason>>;
  signIn(email: string, password: string): Promise<Result<StaffView, Reason>>;
  signInByLink(token: string): Promise<Result<StaffView, Reason>>;
  signOut(): Promise<void>;
}

/** Newcomers of a rush are told to wait a moment: they ask again by themselves, so often. */
const MOST_TRIES = 10;
/** A market that cannot say who this is now is asked again after so long, spread so that a crowd does not come as one. */
const AGAIN_MS = 3_000;

export function createMeStore({ http }: { http: Http }): MeStore {
  const store = createStore<MeState>(() => ({ me: null, reason: null }));
  let asked: Promise<void> | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const answer = await http.call('me');
      if (answer.ok) return store.setState({ me: answer.value, reason: null });
      const { refusal } = answer;
      if (refusal.code !== 'RATE_LIMITED' || tries === MOST_TRIES) {
        store.setState({ reason: refusal });
        asked = null;
        clearTimeout(again);
        const leastMs = refusal.code === 'RATE_LIMITED' ? refusal.retryAfterMs : 0;
        again = setTimeout(() => void ensure(), Math.max(AGAIN_MS, leastMs) * (1 + Math.random()));
        return;
      }
      const waitMs = refusal.retryAfterMs * (1 + Math.random());
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
  function ensure(): Promise<void> {
    clearTimeout(again);
    asked ??= ask();
    return asked;
  }
  async function signedIn(answer: Result<StaffView, Reason>): Promise<Result<StaffView, Reason>> {
    if (answer.ok) await ask();
    return answer;
  }
  return {
    store,
    ensure,
    refresh() {
      asked = ask();
      return asked;
    },
    async saveAddress(contact, key) {
      const answer = await http.call('saveAddress', { body: { key, ...contact } });
      if (!answer.ok) return refuse(answer.refusal);
      store.setState(({ me }) => ({ me: me && { ...me, addresses: [answer.value, ...me.addresses] } }));
      return ok(answer.value);
    },
    makeDeviceCode: () => http.call('deviceCode'),
    async becomeDevice(code) {
      const answer = await http.call('mergeDevice', { body: { code } });
      if (answer.ok) store.setState({ me: answer.value, reason: null });
      return answer;
    },
    async signIn(email, password) {
      return signedIn(await http.call('signIn', { body: { email, password, timeZone: ownTimeZone() } }));
    },
    async signInByLink(token) {
      return signedIn(await http.call('signInByLink', { body: { token, timeZone: ownTimeZone() } }));
    },
    async signOut() {
      await http.call('signOut');
      await ask();
    },
  };
}

/** The zone of this device's clock: a new shop takes that of its first operator. */
function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
