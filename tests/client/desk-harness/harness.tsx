import '../../../client/styles/tokens.css';
import '../../../client/styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from '../../../client/App.tsx';
import { createServerClock } from '../../../client/connection/clock.ts';
import type { Http } from '../../../client/connection/http.ts';
import { createDeviceKeep } from '../../../client/connection/keep.ts';
import { createPendingOrders, newCommandKey } from '../../../client/connection/pending-keys.ts';
import { setLanguage } from '../../../client/i18n/language.ts';
import { followLinks } from '../../../client/navigation.ts';
import { hasScreen } from '../../../client/routes.tsx';
import { applyKeptSettings } from '../../../client/stores/settings-store.ts';
import { createWorld } from '../../../client/stores/world.ts';
import type { MeView } from '../../../shared/contract/account.ts';
import type { RouteName } from '../../../shared/contract/http.ts';
import { ok, refuse } from '../../../shared/values/result.ts';
import { accepted, aWelcome, fakeConsole, refusedWith } from '../fake-console.ts';
import { products, scenes, streams } from './floors.ts';
import { reports } from './reports.ts';

/**
 * The staff's screens on a fake connection, to be looked at: `/console/x?scene=busy&lang=zh-CN`. Item 7 refuses a pin
 * as stale; everything else is accepted after a moment.
 */
const query = new URLSearchParams(location.search);
const scene = scenes[query.get('scene') ?? 'busy'] ?? scenes.busy!;
const wire = fakeConsole();
const me: MeView = {
  buyerId: '0190a000-0000-7000-8000-000000000001',
  addresses: [],
  staff: query.has('guest')
    ? null
    : {
        staffId: '0190a000-0000-7000-8000-000000000002',
        name: 'Amei',
        email: 'a@example.org',
        role: 'operator',
      },
};
const answers: Record<string, () => unknown> = {
  me: () => me,
  myStreams: () => ({ streams: query.has('none') ? [] : streams }),
  products: () => ({ products: query.has('none') ? [] : products, next: null }),
  sales: () => reports[query.get('scene') ?? 'golden'],
  rehearse: () => streams[0],
  createStream: () => streams[0],
  createProduct: () => products[0],
};
const http = {
  async call(name: RouteName) {
    const answer = answers[name]?.();
    return answer ? ok(answer as never) : refuse({ ok: false, code: 'NO_ANSWER' });
  },
  uploadPicture: async () => ok({ picture: '/pictures/x.jpg' }),
} as Http;
const clock = createServerClock();
const keep = createDeviceKeep();
const world = createWorld({
  http,
  clock,
  keep,
  pending: createPendingOrders(keep),
  connectLive: () => {
    throw new Error('No viewer stands at this desk.');
  },
  connectConsole: wire.connect,
  newKey: () => newCommandKey(clock.now()),
});

let frame = scene.frame;
wire.answer(async ({ command, request }) => {
  await new Promise((resolve) => setTimeout(resolve, 150));
  const to = frame.to + 1;
  const itemNumber = Number(request.itemNumber);
  if (command === 'lineup:pin' && itemNumber === 3) {
    return refusedWith({ code: 'STALE_VERSION', itemNumber, version: to });
  }
  frame = { ...frame, to };
  const bump = frame.items.map((item) => (item.itemNumber === itemNumber ? { ...item, version: to } : item));
  if (command === 'lineup:pin')
    frame = { ...frame, pins: [{ itemNumber, sinceMs: Date.now() }], items: bump };
  if (command === 'lineup:reorder') frame = { ...frame, order: request.order as number[], lineupVersion: to };
  wire.say.onFrame(frame);
  return accepted(to, { undoUntilMs: Date.now() + 5_000, itemNumber: 13 });
});

const timer = setInterval(() => {
  if (!wire.isOpen()) return;
  clearInterval(timer);
  if (scene.link === 'connecting') return;
  const { title, liveStartMs = null, endedAtMs = null, viewers = 1_204 } = scene;
  wire.say.onWelcome(
    aWelcome(frame, {
      nowMs: Date.now(),
      scheduledAtMs: Date.now() + 3_600_000,
      liveStartMs,
      endedAtMs,
      viewers,
      ...(title ? { title } : {}),
    }),
  );
  wire.say.onLink(scene.link ?? 'connected');
}, 20);

applyKeptSettings(keep);
if (query.get('lang') === 'zh-CN') setLanguage('zh-CN');
followLinks(hasScreen);
createRoot(document.getElementById('root')!).render(<App world={world} />);
