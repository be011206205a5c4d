import * as z from 'zod/mini';
import * as account from '../../market/account/contract.ts';
import { id } from '../../values/ids.ts';
import type { RawRoute, Route } from './route.ts';

const done = z.strictObject({ ok: z.literal(true) });

/** Who somebody is: guests, members of staff, addresses, and the payment provider’s notices. */
export const accountRoutes = {
  me: { method: 'GET', path: '/me', who: 'anyone', about: 'Who this browser is.', reply: account.meView },
  guest: {
    method: 'POST',
    path: '/guest',
    who: 'anyone',
    about: 'Makes a guest for a tool that keeps no cookies; the token goes into `auth` of the live socket.',
    reply: z.strictObject({ token: z.string(), buyerId: id }),
  },
  signIn: {
    method: 'POST',
    path: '/sign-in',
    who: 'anyone',
    about: 'Signs a member of staff in; sets a cookie.',
    body: account.signInRequest,
    reply: account.staffView,
  },
  whoMaySignIn: {
    method: 'GET',
    path: '/sign-in',
    who: 'anyone',
    about: 'Whether anybody can sign in: on a new market nobody can until its machine lets in an operator.',
    reply: z.strictObject({ hasOperator: z.boolean() }),
  },
  signInByLink: {
    method: 'POST',
    path: '/sign-in/link',
    who: 'anyone',
    about: 'Signs in by a one-time link.',
    body: account.linkSignInRequest,
    reply: account.staffView,
  },
  signOut: {
    method: 'POST',
    path: '/sign-out',
    who: 'anyone',
    about: 'Signs out on this device.',
    reply: done,
  },
  saveAddress: {
    method: 'POST',
    path: '/me/addresses',
    who: 'anyone',
    about: 'Keeps a contact and address, encrypted, for this buyer.',
    body: account.saveAddressRequest,
    reply: account.addressView,
  },
  deviceCode: {
    method: 'POST',
    path: '/me/device-code',
    who: 'anyone',
    about: 'Makes a one-time code that moves this guest to another device.',
    reply: account.deviceCodeReply,
  },
  mergeDevice: {
    method: 'POST',
    path: '/me/merge',
    who: 'anyone',
    about:
      'Becomes the guest of the device that made the code; this one’s own carts and orders move along. Up to ten devices are ever joined to one buyer (MERGE_LIMIT).',
    body: account.mergeDeviceRequest,
    reply: account.meView,
  },
} as const satisfies Record<string, Route>;

export const accountRawRoutes = {
  sandboxWebhook: {
    method: 'POST',
    path: '/payments/sandbox/webhook',
    takes: ['application/json'],
    gives: ['application/json'],
    who: 'anyone',
    about: 'Takes a signed notice of the sandbox payment provider (standardwebhooks).',
  },
} as const satisfies Record<string, RawRoute>;
