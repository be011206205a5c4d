import { Suspense, useSyncExternalStore } from 'react';
import { commonMessages } from './i18n/common.ts';
import { useMessages } from './i18n/language.ts';
import { at, NotFound, type Route } from './route.ts';
import { onAddress } from './ui/navigation.ts';

/** Which screen is at which address; each is a chunk of its own. */
const screens: readonly Route[] = [
  at(/^\/$/, () => import('./screens/home/HomeScreen.tsx').then((module) => module.HomeScreen)),
  // The stream, or a product in it: `/s/potato-day/7`.
  at(/^\/s\/([a-z0-9-]{1,64})(?:\/([1-9]\d{0,3}))?$/, () =>
    import('./screens/viewer/ViewerScreen.tsx').then((module) => module.ViewerScreen),
  ),
  at(/^\/embed\/([a-z0-9-]{1,64})$/, () =>
    import('./screens/embed/EmbedScreen.tsx').then((module) => module.EmbedScreen),
  ),
  at(/^\/replay\/([a-z0-9-]{1,64})$/, () =>
    import('./screens/replay/ReplayScreen.tsx').then((module) => module.ReplayScreen),
  ),
  at(/^\/orders$/, () => import('./screens/orders/OrdersScreen.tsx').then((module) => module.OrdersScreen)),
  // By its id, or as people type it: `/orders/12-1085`.
  at(/^\/orders\/([0-9a-f-]{36}|[1-9][0-9]{0,6}(?:-[1-9][0-9]{0,8})?)$/, () =>
    import('./screens/orders/OrderScreen.tsx').then((module) => module.OrderScreen),
  ),
  // What buyers seldom open is a list of its own: a first load names none of its files.
  at(
    /^\/(?:about|admin|board|console|insights|orders\/find|overlay|packing|producer|sign-in|statement)(?:\/|$)/,
    () => import('./later-routes.tsx').then((module) => module.LaterRoutes),
  ),
];

/** True iff a path has a screen of its own. */
export function hasScreen(path: string): boolean {
  return screens.some(({ pattern }) => pattern.test(path));
}

/** Begins to fetch the screen of a path; showing it says what went wrong, if that fails. */
export function fetchScreen(path: string): void {
  screens
    .find(({ pattern }) => pattern.test(path))
    ?.fetch()
    .catch(() => {});
}

/** The screen of the address in the bar. */
export function Routes() {
  const path = useSyncExternalStore(onAddress, () => location.pathname);
  for (const { pattern, screen: Screen } of screens) {
    const match = pattern.exec(path);
    if (!match) continue;
    const [, slug, number] = match;
    return (
      <Suspense fallback={<Opening />}>
        <Screen
          // Another product of the same stream is the same screen.
          key={number === undefined ? path : path.slice(0, -number.length - 1)}
          {...(slug === undefined ? {} : { slug })}
          {...(number === undefined ? {} : { itemNumber: Number(number) })}
        />
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
