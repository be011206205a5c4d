import { Suspense, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { at, NotFound, Opening, type Route } from './route.tsx';
import { useWorld } from './stores/world.ts';
import { onAddress } from './ui/navigation.ts';
import { goByZone } from './ui/time-words.ts';

/** What buyers seldom open, and what staff work with, is a list of its own: a first load names none of its files. */
const LATER =
  /^\/(?:about|admin|board|cart|console|insights|office|orders\/find|overlay|p|packing|producer|sign-in|statement)(?:\/|$)/;

/** Which screen is at which address; each is a chunk of its own. */
const screens: readonly Route[] = [
  at(/^\/$/, () => import('./screens/buyer/home/HomeScreen.tsx').then((module) => module.HomeScreen)),
  // The stream, or a product in it: `/s/potato-day/7`.
  at(/^\/s\/([a-z0-9-]{1,64})(?:\/([1-9]\d{0,3}))?$/, () =>
    import('./screens/buyer/viewer/ViewerScreen.tsx').then((module) => module.ViewerScreen),
  ),
  at(/^\/embed\/([a-z0-9-]{1,64})$/, () =>
    import('./screens/buyer/embed/EmbedScreen.tsx').then((module) => module.EmbedScreen),
  ),
  at(/^\/replay\/([a-z0-9-]{1,64})$/, () =>
    import('./screens/buyer/replay/ReplayScreen.tsx').then((module) => module.ReplayScreen),
  ),
  at(/^\/orders$/, () =>
    import('./screens/buyer/orders/OrdersScreen.tsx').then((module) => module.OrdersScreen),
  ),
  // By its id, or as people type it: `/orders/12-1085`.
  at(/^\/orders\/([0-9a-f-]{36}|[1-9][0-9]{0,6}(?:-[1-9][0-9]{0,8})?)$/, () =>
    import('./screens/buyer/orders/OrderScreen.tsx').then((module) => module.OrderScreen),
  ),
  at(LATER, () => import('./later-routes.tsx').then((module) => module.LaterRoutes)),
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
  const { me } = useWorld();
  // A demo has one clock for everybody; else buyers read times by their own. Pages of staff take the shop's themselves.
  goByZone(useStore(me.store, ({ me }) => me?.isDemo && me.timeZone));
  for (const { pattern, screen: Screen } of screens) {
    const match = pattern.exec(path);
    if (!match) continue;
    const [, slug, number] = match;
    return (
      <Suspense fallback={<Opening />}>
        <Screen
          // Another product of the same stream is the same screen; so is what stands round pages of staff.
          key={slug}
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
