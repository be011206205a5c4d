import { afterAll, beforeAll, expect, test } from 'vitest';
import { otherRoutes, rawRouteGuards } from '../../server/gateway/http/guards/route-guards.ts';
import { screenPaths } from '../../server/gateway/http/pages/pages.ts';
import { rawRoutes, routes } from '../../shared/contract/http.ts';
import { type StaffRole, staffRole } from '../../shared/market/account/contract.ts';
import { type House, openHouse } from './house.ts';

let house: House;
const cookies = new Map<StaffRole, string>();
const roles = staffRole.options;
beforeAll(async () => {
  // Others reach this market, so a program on its machine needs the token for metrics as well.
  house = await openHouse({
    environment: { METRICS_TOKEN: 'a token of sixteen', PUBLIC_URL: 'http://market.example' },
  });
  for (const role of roles) cookies.set(role, `fairday_staff=${(await house.session(role)).token}`);
});
afterAll(() => house.close());

const API = '/api/v1';
const contract = [...Object.values(routes), ...Object.values(rawRoutes)];

interface Layer {
  route?: { path: string | string[]; stack: { method: string }[] };
  handle: { stack?: Layer[] };
}

/** Every method and path that Express answers at, in the order of its stack. */
function served(stack: readonly Layer[], prefix = ''): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (!route) return handle.stack ? served(handle.stack, prefix + API) : [];
    const methods = new Set(route.stack.map(({ method }) => method.toUpperCase()));
    return [route.path].flat().flatMap((path) => [...methods].map((method) => `${method} ${prefix}${path}`));
  });
}

test('[A1] whatever Express serves stands in the contract, or in the list that names its guard', () => {
  const { stack } = house.gateway.app.router as unknown as { stack: Layer[] };
  // The one nested router is the API's: another one would hide its routes under a prefix that nobody reads here.
  expect(stack.filter(({ route, handle }) => !route && handle.stack)).toHaveLength(1);
  const known = [
    ...contract.map(({ method, path }) => `${method} ${API}${path}`),
    ...otherRoutes.map(({ method, path }) => `${method} ${path}`),
    ...screenPaths.map((path) => `GET ${path}`),
    ...[
      '/overlay/:stream',
      '/embed/:stream',
      '/cart',
      '/orders/:orderId',
      '/s/:slug/:number',
      '/p/:producerId',
    ].map((path) => `GET ${path}`),
  ];
  expect([...new Set(served(stack))].sort()).toEqual([...new Set(known)].sort());
});

test('[A1] a raw route is for the roles that the contract names, or its guard is another', () => {
  for (const [name, { who }] of Object.entries(rawRoutes)) {
    const guard = rawRouteGuards[name as keyof typeof rawRoutes];
    expect(who !== 'anyone', name).toBe(guard === 'role');
  }
});

/** Asks with nothing in the body: whoever is let in hears something else than 401 or 403. */
async function statusOf(method: string, path: string, headers: Record<string, string> = {}) {
  const filled = path.replace(':slug', 'potato-day').replace(/:[a-zA-Z]+/g, '1');
  const answer = await fetch(house.url + filled, {
    method,
    headers: { Origin: house.url, ...headers },
    redirect: 'manual',
  });
  await answer.arrayBuffer();
  return answer.status;
}

test('[A1] who is not signed in is 401 at every route of the staff, whoever has another role 403', async () => {
  const staffOnly = contract.filter(({ who }) => who !== 'anyone');
  expect(staffOnly.length).toBeGreaterThan(40);
  for (const { method, path, who } of staffOnly) {
    const asked = `${method} ${path}`;
    expect(await statusOf(method, API + path), asked).toBe(401);
    for (const role of roles) {
      // The operator who asks stays one: no change is asked for with a body.
      const status = await statusOf(method, API + path, { Cookie: cookies.get(role)! });
      if (who.includes(role as never)) expect([401, 403], `${asked} as ${role}`).not.toContain(status);
      else expect(status, `${asked} as ${role}`).toBe(403);
    }
  }
});

test('[A1] whoever brings no key, signature or token is let in nowhere that asks for one', async () => {
  const guarded = [
    ...Object.entries(rawRouteGuards).map(([name, guard]) => {
      const { method, path } = rawRoutes[name as keyof typeof rawRoutes];
      return { method, path: API + path, guard };
    }),
    ...otherRoutes,
  ].filter(({ guard }) => guard !== 'anyone' && guard !== 'role');
  expect(guarded.map(({ guard }) => guard)).toContain('signature');
  for (const { method, path, guard } of guarded) {
    const status = await statusOf(method, path, { 'Content-Type': 'application/sdp' });
    const expected = { signature: [403], 'stream-key': [401, 415], 'metrics-token': [403] };
    const allowed = expected[guard as keyof typeof expected] ?? [400, 403, 404, 415];
    expect(allowed, `${method} ${path}`).toContain(status);
  }
});
