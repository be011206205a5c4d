import type { RouteName } from '../../shared/contract/http.ts';

/** What a buyer's pages ask for. The rest is for staff, or asked seldom: its addresses come with the first of them. */
export type BuyerRoute =
  | 'me'
  | 'guest'
  | 'signIn'
  | 'signInByLink'
  | 'signOut'
  | 'saveAddress'
  | 'deviceCode'
  | 'mergeDevice'
  | 'myOrders'
  | 'myParcels'
  | 'myOrder'
  | 'openClaim'
  | 'streams'
  | 'aboutGood'
  | 'aboutShop'
  | 'replay';
export type StaffRoute = Exclude<RouteName, BuyerRoute>;

export type MethodAndPath<R extends { method: string; path: string }> = readonly [R['method'], R['path']];
