import '../../../client/styles/tokens.css';
import '../../../client/styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from '../../../client/App.tsx';
import { createCapture } from '../../../client/connection/media-capture.ts';
import { hasScreen } from '../../../client/routes.tsx';
import { applyKeptSettings, chooseLanguage } from '../../../client/stores/settings-store.ts';
import { followLinks } from '../../../client/ui/navigation.ts';
import { anOperator, deskWorld } from '../desk-world.ts';
import { fakeCapture } from '../fake-capture.ts';
import { accepted, aWelcome, fakeConsole, refusedWith } from '../fake-console.ts';
import { fakeMedia } from '../fake-media.ts';
import { drawnCamera, silence } from '../harness/drawn-camera.ts';
import { boundsDesk } from './bounds.ts';
import { CODED_VOUCHER, facetsOf, productPage, products, scenes, streams } from './floors.ts';
import { asOfNow, floorOf, gmvOf, listOf, momentOf, pastOf, replayOf, stepsOfMoment } from './insights.ts';
import { officeDesk } from './office.ts';
import { overTimeDesk } from './over-time.ts';
import { parcelDesk } from './parcels.ts';
import { golden, reports } from './reports.ts';
import { settlementDesk } from './settlement.ts';
import { shippingDesk } from './shipping.ts';
import { streamPage } from './stream-page.ts';
import { teamDesk } from './team.ts';
import { webhooks } from './webhooks.ts';

/**
 * The staff's screens on a fake connection, to be looked at: `/console/x?scene=busy&lang=zh-CN`. Item 3 refuses a pin
 * as stale, with `&away` nothing can be written down; with `&practice` practice payments are on; everything else is
 * accepted after a moment.
 */
const query = new URLSearchParams(location.search);
const scene = scenes[query.get('scene') ?? 'busy'] ?? scenes.busy!;
const then = reports[query.get('scene') ?? 'golden'] ?? golden;
const report = query.has('now') ? asOfNow(then) : then;
const wire = fakeConsole();
const world = deskWorld(wire, {
  me: () => ({
    ...anOperator,
    ...(query.has('guest') && { staff: null }),
    ...(query.has('assistant') && { staff: { ...anOperator.staff!, role: 'assistant' as const } }),
    ...(query.has('practice') && { practice: 'everybody' as const }),
  }),
  myStreams: () => ({
    streams: query.has('none') ? [] : streams,
    usualCurrency: query.get('money') ?? 'CNY',
  }),
  productFacets: () => facetsOf(query.get('money')),
  products: (input) => productPage(input, query.get('money')),
  setCurrency: () => ({ seq: 12, version: 12, undoUntilMs: null }),
  whoMaySignIn: () => ({ hasOperator: !query.has('new') }),
  sales: () => report,
  floor: () => floorOf(report),
  past: () => pastOf(report),
  gmv: () => gmvOf(report),
  insightsList: () => (query.has('none') ? { streams: [], isWhole: true } : listOf()),
  moment: (input) => momentOf(report, input),
  steps: () => stepsOfMoment,
  replay: () => replayOf(report),
  ...overTimeDesk(query.get('scene') ?? 'full'),
  ...parcelDesk(query.get('scene') ?? 'full'),
  ...settlementDesk(query.get('scene') ?? 'full'),
  ...boundsDesk(),
  ...shippingDesk(query.get('scene') ?? 'full'),
  voucherCodes: () => ({ codes: [{ voucherId: CODED_VOUCHER, code: 'MARKET' }] }),
  ...officeDesk(query.get('scene') ?? 'full'),
  webhooks: () => ({ webhooks: query.get('scene') === 'empty' ? [] : webhooks }),
  addWebhook: () => ({ webhook: webhooks[0]!, secret: `whsec_${'ZXhhbXBsZQ'.repeat(4)}` }),
  streamPage: () => streamPage(query.get('scene') ?? 'busy'),
  rehearse: () => streams[0],
  createStream: () => streams[0],
  createProduct: () => products[0],
  ...teamDesk(query.get('scene') ?? 'busy'),
  streams: () => ({ streams }),
});

const media = fakeMedia();
media.taken = scene.media?.broadcaster ?? null;
const capture = fakeCapture((what) => (what.startsWith('microphone') ? silence() : drawnCamera(false)));
capture.slate = createCapture().slate;
if (scene.isDenied) capture.troubles = { camera: 'denied', microphone: 'denied' };
Object.assign(world, { openMediaDevice: media.openDevice, openCapture: async () => capture });

/** As a browser would count what goes up. */
function count() {
  const seconds = performance.now() / 1_000;
  const kbps = { good: 1_500, weak: 420, none: 0 }[scene.upload ?? 'good'];
  for (const flow of media.lines.at(-1)?.flows ?? []) {
    flow.stats = [
      {
        type: 'outbound-rtp',
        bytesSent: Math.round((kbps * 125 * seconds) / 2),
        framesPerSecond: 24,
        frameHeight: scene.upload === 'weak' ? 360 : 720,
        qualityLimitationReason: scene.upload === 'weak' ? 'bandwidth' : 'none',
      },
      { type: 'remote-inbound-rtp', fractionLost: 0.01, roundTripTime: 0.08 },
    ];
  }
}
setInterval(count, 100);

let frame = scene.frame;
wire.answer(async ({ command, request }) => {
  if (command.startsWith('media:')) return media.answer(command, request);
  if (query.has('away')) return refusedWith({ code: 'UNAVAILABLE', retryAfterMs: 500 });
  if (command === 'stream:make-ingest-key') {
    return { ...accepted(frame.to), ingestKey: 'fk_7Jq2vXw9RtYb4LmNc8Ze1KsP' };
  }
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
  if (scene.media) wire.say.media.media(scene.media);
}, 20);

applyKeptSettings(world.keep);
const language = query.get('lang') === 'zh-CN' ? 'zh-CN' : 'en';
chooseLanguage(world.keep, language);
followLinks(hasScreen);
createRoot(document.getElementById('root')!).render(<App world={world} />);
