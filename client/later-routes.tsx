import { at, NotFound, type Route } from './route.ts';

/** What buyers seldom open: the shop's own page, a found order, the overlay. And what staff and producers work with. */
const screens: readonly Route[] = [
  at(/^\/overlay\/([a-z0-9-]{1,64})$/, () =>
    import('./screens/overlay/OverlayScreen.tsx').then((module) => module.OverlayScreen),
  ),
  at(/^\/about$/, () => import('./screens/about/AboutScreen.tsx').then((module) => module.AboutScreen)),
  at(/^\/orders\/find$/, () =>
    import('./screens/orders/FindOrderScreen.tsx').then((module) => module.FindOrderScreen),
  ),
  at(/^\/packing(?:\/([a-z0-9-]{1,64}))?$/, () =>
    import('./screens/packing/PackingScreen.tsx').then((module) => module.PackingScreen),
  ),
  at(/^\/console(?:\/([a-z0-9-]{1,64}))?$/, () =>
    import('./screens/console/ConsoleScreen.tsx').then((module) => module.ConsoleScreen),
  ),
  at(/^\/insights(?:\/([a-z0-9-]{1,64}))?$/, () =>
    import('./screens/insights/InsightsScreen.tsx').then((module) => module.InsightsScreen),
  ),
  at(/^\/insights\/([a-z0-9-]{1,64})\/moment$/, () =>
    import('./screens/insights/machine/MachineScreen.tsx').then((module) => module.MachineScreen),
  ),
  at(/^\/producer$/, () =>
    import('./screens/producer/ProducerScreen.tsx').then((module) => module.ProducerScreen),
  ),
  at(/^\/admin\/goods$/, () =>
    import('./screens/goods/GoodsScreen.tsx').then((module) => module.GoodsScreen),
  ),
  at(/^\/admin$/, () => import('./screens/admin/AdminScreen.tsx').then((module) => module.AdminScreen)),
  at(/^\/admin\/shop$/, () => import('./screens/admin/ShopScreen.tsx').then((module) => module.ShopScreen)),
  at(/^\/admin\/people$/, () =>
    import('./screens/admin/PeopleScreen.tsx').then((module) => module.PeopleScreen),
  ),
  at(/^\/admin\/settings$/, () =>
    import('./screens/admin/SettingsScreen.tsx').then((module) => module.SettingsScreen),
  ),
  at(/^\/admin\/health$/, () =>
    import('./screens/admin/HealthScreen.tsx').then((module) => module.HealthScreen),
  ),
  at(/^\/admin\/security$/, () =>
    import('./screens/admin/SecurityScreen.tsx').then((module) => module.SecurityScreen),
  ),
  at(/^\/admin\/webhooks$/, () =>
    import('./screens/admin/WebhooksScreen.tsx').then((module) => module.WebhooksScreen),
  ),
  at(/^\/admin\/settlement$/, () =>
    import('./screens/settlement/SettlementScreen.tsx').then((module) => module.SettlementScreen),
  ),
  at(/^\/statement\/([a-z0-9-]{1,64})$/, () =>
    import('./screens/settlement/StatementScreen.tsx').then((module) => module.StatementScreen),
  ),
  at(/^\/board$/, () => import('./screens/board/BoardScreen.tsx').then((module) => module.BoardScreen)),
  at(/^\/sign-in(?:\/link)?$/, () =>
    import('./screens/sign-in/SignInScreen.tsx').then((module) => module.SignInScreen),
  ),
];

/** The screen at the address in the bar, of those that a first load does not name. */
export function LaterRoutes() {
  const path = location.pathname;
  for (const { pattern, screen: Screen } of screens) {
    const match = pattern.exec(path);
    if (match) return <Screen {...(match[1] === undefined ? {} : { slug: match[1] })} />;
  }
  return <NotFound />;
}
