import { type ComponentType, lazy, Suspense, useSyncExternalStore } from 'react';
import { commonMessages } from './i18n/common.ts';
import { useMessages } from './i18n/language.ts';
import { loadChunk } from './ui/load-chunk.ts';
import { onAddress } from './ui/navigation.ts';

interface ScreenProps {
  /** The stream in the address, or the order, if there is one. */
  slug?: string;
}

/** Which screen is at which address; each is a chunk of its own. */
const screens: { pattern: RegExp; screen: ComponentType<ScreenProps> }[] = [
  at(/^\/$/, () => import('./screens/home/HomeScreen.tsx').then((module) => module.HomeScreen)),
  at(/^\/s\/([a-z0-9-]{1,64})$/, () =>
    import('./screens/viewer/ViewerScreen.tsx').then((module) => module.ViewerScreen),
  ),
  at(/^\/embed\/([a-z0-9-]{1,64})$/, () =>
    import('./screens/embed/EmbedScreen.tsx').then((module) => module.EmbedScreen),
  ),
  at(/^\/overlay\/([a-z0-9-]{1,64})$/, () =>
    import('./screens/overlay/OverlayScreen.tsx').then((module) => module.OverlayScreen),
  ),
  at(/^\/replay\/([a-z0-9-]{1,64})$/, () =>
    import('./screens/replay/ReplayScreen.tsx').then((module) => module.ReplayScreen),
  ),
  at(/^\/orders$/, () => import('./screens/orders/OrdersScreen.tsx').then((module) => module.OrdersScreen)),
  at(/^\/orders\/([0-9a-f-]{36})$/, () =>
    import('./screens/orders/OrderScreen.tsx').then((module) => module.OrderScreen),
  ),
  at(/^\/desk(?:\/([a-z0-9-]{1,64}))?$/, () =>
    import('./screens/desk/DeskScreen.tsx').then((module) => module.DeskScreen),
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

/** Where no other is. */
const { screen: NotFound } = at(/$/, () =>
  import('./screens/not-found/elsewhere.ts').then((module) => module.elsewhere()),
);

function at(pattern: RegExp, load: () => Promise<ComponentType<ScreenProps>>) {
  return { pattern, screen: lazy(async () => ({ default: await loadChunk(load) })) };
}

/** True iff a path has a screen of its own. */
export function hasScreen(path: string): boolean {
  return screens.some(({ pattern }) => pattern.test(path));
}

/** The screen of the address in the bar. */
export function Routes() {
  const path = useSyncExternalStore(onAddress, () => location.pathname);
  for (const { pattern, screen: Screen } of screens) {
    const match = pattern.exec(path);
    if (!match) continue;
    const slug = match[1];
    return (
      <Suspense fallback={<Opening />}>
        <Screen key={path} {...(slug === undefined ? {} : { slug })} />
      </Suspense>
    );
  }
  return (
    <Suspense fallback={<Opening />}>
      <NotFound />
    </Suspense>
  );
}

function Opening() {
  const say = useMessages(commonMessages);
  return (
    <p className="unseen" role="status">
      {say.loading}
    </p>
  );
}
