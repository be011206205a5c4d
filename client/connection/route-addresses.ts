import type { RouteName } from '../../shared/contract/http.ts';

/** What a buyer's first load may ask for. The other addresses come with the first route that needs one. */
export type FirstRoute =
  | 'me'
  | 'guest'
  | 'saveAddress'
  | 'mergeDevice'
  | 'myOrders'
  | 'myParcels'
  | 'myOrder'
  | 'streams'
  | 'aboutGood'
  | 'aboutShop'
  | 'replay';
export type LaterRoute = Exclude<RouteName, FirstRoute>;

export type MethodAndPath<R extends { method: string; path: string }> = readonly [R['method'], R['path']];
