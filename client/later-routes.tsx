import { lazy, Suspense } from 'react';
import { at, NotFound, Opening, type Route } from './route.tsx';
import { loadChunk } from './ui/load-chunk.ts';

/** What buyers seldom open, the overlay, and pages of staff that stand alone. */
const screens: readonly Route[] = [
  at(/^\/overlay\/([a-z0-9-]{1,64})$/, () =>
    import('./screens/buyer/overlay/OverlayScreen.tsx').then((module) => module.OverlayScreen),
  ),
  at(/^\/about$/, () => import('./screens/buyer/about/AboutScreen.tsx').then((module) => module.AboutScreen)),
  at(/^\/p\/([0-9a-f-]{36})$/, () =>
    import('./screens/buyer/profile/ProfileScreen.tsx').then((module) => module.ProfileScreen),
  ),
  at(/^\/cart$/, () => import('./screens/buyer/cart/CartsScreen.tsx').then((module) => module.CartsScreen)),
  at(/^\/orders\/find$/, () =>
    import('./screens/buyer/orders/FindOrderScreen.tsx').then((module) => module.FindOrderScreen),
  ),
  // The floor of a stream fills the screen; its head leads back.
  at(/^\/console\/([a-z0-9-]{1,64})$/, () =>
    import('./screens/staff/console/ConsoleScreen.tsx').then((module) => module.ConsoleScreen),
  ),
  // Inside of a film alone: its window is a viewer's.
  at(/^\/insights\/([a-z0-9-]{1,64})\/film$/, () =>
    import('./screens/film/FilmScreen.tsx').then((module) => module.FilmScreen),
  ),
  // Read from across a room: nothing stands round it.
  at(/^\/insights\/([a-z0-9-]{1,64})\/wall$/, () =>
    import('./screens/staff/insights/wall/WallScreen.tsx').then((module) => module.WallScreen),
  ),
  at(/^\/board$/, () => import('./screens/buyer/board/BoardScreen.tsx').then((module) => module.BoardScreen)),
  at(/^\/sign-in(?:\/link)?$/, () =>
    import('./screens/staff/sign-in/SignInScreen.tsx').then((module) => module.SignInScreen),
  ),
];

/** What staff and producers work with: all of it stands in one shell, which stays while they go from page to page. */
const desks: readonly Route[] = [
  at(/^\/console\/([a-z0-9-]{1,64})\/activity$/, () =>
    import('./screens/staff/console/ActivityScreen.tsx').then((module) => module.ActivityScreen),
  ),
  at(/^\/console\/([a-z0-9-]{1,64})\/chat$/, () =>
    import('./screens/staff/console/ChatScreen.tsx').then((module) => module.ChatScreen),
  ),
  at(/^\/console$/, () =>
    import('./screens/staff/console/StreamsPage.tsx').then((module) => module.StreamsPage),
  ),
  at(/^\/office$/, () =>
    import('./screens/staff/today/TodayScreen.tsx').then((module) => module.TodayScreen),
  ),
  at(/^\/office\/activity$/, () =>
    import('./screens/staff/activity/OfficeActivityScreen.tsx').then((module) => module.OfficeActivityScreen),
  ),
  at(/^\/office\/orders(?:\/([1-9]\d{0,6}-[1-9]\d{0,8}))?$/, () =>
    import('./screens/staff/orders/OrdersScreen.tsx').then((module) => module.OrdersScreen),
  ),
  at(/^\/office\/buyers(?:\/([0-9a-f-]{36}))?$/, () =>
    import('./screens/staff/buyers/BuyersScreen.tsx').then((module) => module.BuyersScreen),
  ),
  at(/^\/packing(?:\/([a-z0-9-]{1,64}))?$/, () =>
    import('./screens/staff/packing/PackingScreen.tsx').then((module) => module.PackingScreen),
  ),
  at(/^\/insights\/shop$/, () =>
    import('./screens/staff/insights/over-time/OverTimeScreen.tsx').then((module) => module.OverTimeScreen),
  ),
  at(/^\/insights(?:\/([a-z0-9-]{1,64}))?$/, () =>
    import('./screens/staff/insights/InsightsScreen.tsx').then((module) => module.InsightsScreen),
  ),
  at(/^\/insights\/([a-z0-9-]{1,64})\/moment$/, () =>
    import('./screens/staff/insights/machine/MachineScreen.tsx').then((module) => module.MachineScreen),
  ),
  at(/^\/producer$/, () =>
    import('./screens/staff/producer/ProducerScreen.tsx').then((module) => module.ProducerScreen),
  ),
  at(/^\/admin\/goods$/, () =>
    import('./screens/staff/goods/GoodsScreen.tsx').then((module) => module.GoodsScreen),
  ),
  at(/^\/admin$/, () => import('./screens/staff/admin/AdminScreen.tsx').then((module) => module.AdminScreen)),
  at(/^\/admin\/shop$/, () =>
    import('./screens/staff/admin/ShopScreen.tsx').then((module) => module.ShopScreen),
  ),
  at(/^\/admin\/shipping-days$/, () =>
    import('./screens/staff/admin/ShipDaysScreen.tsx').then((module) => module.ShipDaysScreen),
  ),
  at(/^\/admin\/chat-words$/, () =>
    import('./screens/staff/admin/ChatWordsScreen.tsx').then((module) => module.ChatWordsScreen),
  ),
  at(/^\/admin\/stream-defaults$/, () =>
    import('./screens/staff/admin/StreamDefaultsScreen.tsx').then((module) => module.StreamDefaultsScreen),
  ),
  at(/^\/admin\/people$/, () =>
    import('./screens/staff/admin/PeopleScreen.tsx').then((module) => module.PeopleScreen),
  ),
  at(/^\/admin\/settings$/, () =>
    import('./screens/staff/admin/SettingsScreen.tsx').then((module) => module.SettingsScreen),
  ),
  at(/^\/admin\/health$/, () =>
    import('./screens/staff/admin/HealthScreen.tsx').then((module) => module.HealthScreen),
  ),
  at(/^\/admin\/security$/, () =>
    import('./screens/staff/admin/SecurityScreen.tsx').then((module) => module.SecurityScreen),
  ),
  at(/^\/admin\/webhooks$/, () =>
    import('./screens/staff/admin/WebhooksScreen.tsx').then((module) => module.WebhooksScreen),
  ),
  at(/^\/admin\/api$/, () =>
    import('./screens/staff/admin/ApiScreen.tsx').then((module) => module.ApiScreen),
  ),
  at(/^\/admin\/settlement$/, () =>
    import('./screens/staff/settlement/SettlementScreen.tsx').then((module) => module.SettlementScreen),
  ),
  at(/^\/statement\/([a-z0-9-]{1,64})$/, () =>
    import('./screens/staff/settlement/StatementScreen.tsx').then((module) => module.StatementScreen),
  ),
];

const StaffShell = lazy(async () => ({
  default: await loadChunk(() =>
    import('./screens/staff/shell/StaffShell.tsx').then((module) => module.StaffShell),
  ),
}));

/** The screen at the address in the bar, of those that a first load does not name. */
export function LaterRoutes() {
  const path = location.pathname;
  for (const { pattern, screen: Screen } of screens) {
    const match = pattern.exec(path);
    if (match) return <Screen key={path} {...slugOf(match)} />;
  }
  for (const { pattern, screen: Screen, fetch } of desks) {
    const match = pattern.exec(path);
    if (!match) continue;
    // Both are on their way at once.
    fetch().catch(() => {});
    return (
      <StaffShell path={path}>
        <Suspense fallback={<Opening />}>
          <Screen key={path} {...slugOf(match)} />
        </Suspense>
      </StaffShell>
    );
  }
  return <NotFound />;
}

function slugOf([, slug]: RegExpExecArray): { slug?: string } {
  return slug === undefined ? {} : { slug };
}
