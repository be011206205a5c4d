import { createHash, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import type { Express, Request, Response } from 'express';
import {
  type DemoRole,
  type DemoState,
  type DemoView,
  demoEnterReply,
  demoEnterRequest,
  demoJumpRequest,
  demoWeekRequest,
} from '../../../shared/contract/demo.ts';
import { DAY, MINUTE, SECOND } from '../../../shared/values/time.ts';
import { parse } from '../../gateway/faults/parse.ts';
import { answerRefusal } from '../../gateway/http/answer.ts';
import type { OtherRoute } from '../../gateway/http/guards/route-guards.ts';
import { packedStatic, sendPacked } from '../../gateway/http/pages/packed-files.ts';
import { isDemoChunk } from '../../gateway/http/pages/pages.ts';
import { cookieLine, GUEST_COOKIE } from '../../gateway/visitors/cookies.ts';
import type { DemoClock } from './market/demo-clock.ts';
import type { Figures } from './market/figures.ts';
import type { MarketPictures } from './market/pictures.ts';
import type { Show } from './market/show.ts';
import type { TalkLanguage } from './market/talk/talks.ts';

const API = '/api/v1/demo';
/** A replay is shown at the moment of this product, and tonight's film so long after its start, in ms. */
const SHOWN_ITEM = 3;
const INTO_MS = 20 * MINUTE;

/** What the demo serves beside the market. Parts are taken, and weeks passed, by whoever was given the link of the start. */
export const demoRoutes: readonly OtherRoute[] = [
  { method: 'GET', path: '/demo', guard: 'anyone' },
  { method: 'GET', path: API, guard: 'anyone' },
  { method: 'POST', path: `${API}/enter`, guard: 'unguessable' },
  { method: 'POST', path: `${API}/jump`, guard: 'unguessable' },
  { method: 'POST', path: `${API}/week-later`, guard: 'unguessable' },
  { method: 'POST', path: `${API}/start-over`, guard: 'unguessable' },
];

/**
 * The demo's own page and what it asks for, to be hung up beside the market's routes.
 * @param options.key what the printed link holds
 * @param options.buyerToken proves one of those who ordered before; null: no order can be claimed
 * @param options.isSecure whether pages are reached over https
 * @param options.show null while the doors open
 * @param options.onStartOver closes this market and opens the first one again; absent: it cannot be started over
 */
export function serveDemo(options: {
  key: string;
  clock: DemoClock;
  pictures: Pick<MarketPictures, 'whenAsked'>;
  webDir: string;
  buyerToken: string | null;
  isSecure: boolean;
  show: () => Show | null;
  /** Null while the doors open. */
  figures: () => Figures | null;
  /** The newest stream that was recorded, if there is one. */
  recordedSlug: string | null;
  onStartOver?: (() => void) | undefined;
  /** Hears in which language the page is read. */
  onLanguage(language: TalkLanguage): void;
  onFault(fault: unknown): void;
}): (app: Express) => void {
  const { key, clock, pictures, webDir, buyerToken, isSecure, show, figures, recordedSlug } = options;
  const { onStartOver, onLanguage, onFault } = options;
  let isMoving = false;
  let isStuck = false;
  const view = (): DemoView => ({
    ...{ nowMs: clock.nowMs(), isMoving, isStuck },
    figures: figures()?.now() ?? null,
  });

  async function addressOf(now: Show, role: DemoRole): Promise<string> {
    if (role === 'viewer') return `/s/${now.liveSlug()}`;
    if (role === 'buyer') return '/orders';
    const places = {
      host: `/console/${now.liveSlug()}`,
      assistant: `/console/${now.liveSlug()}`,
      // A stream that is over has all of its numbers.
      analyst: `/insights/${now.lastSlug()}`,
      packer: `/packing/${now.lastSlug()}`,
      producer: '/producer',
      office: '/office',
    };
    return `/sign-in/link?to=${places[role]}#${await now.linkOf(role)}`;
  }

  /** Where a state is seen, and by whom; null: nothing is in it by now. */
  async function addressOfState(now: Show, to: DemoState): Promise<string | null> {
    if (to === 'replay') return recordedSlug && `/replay/${recordedSlug}?item=${SHOWN_ITEM}`;
    const known = figures();
    if (!known) return null;
    const places = {
      refund: () => known.orderOf('refund'),
      claim: () => known.orderOf('claim'),
      late: async () => '/office/orders?pack=late',
      due: async () => `/admin/settlement?due=${await known.dueDay()}`,
      summary: async () => `/console/${now.lastSlug()}`,
      film: async () => `/insights/${now.liveSlug()}/moment?at=${INTO_MS}`,
    };
    const place = await places[to]();
    if (place === null) return null;
    const role = to === 'film' ? 'analyst' : to === 'summary' ? 'host' : 'office';
    return `/sign-in/link?to=${encodeURIComponent(place)}#${await now.linkOf(role)}`;
  }

  async function passWeek(now: Show): Promise<void> {
    isMoving = true;
    try {
      await now.weekLater(clock);
    } catch (fault) {
      isStuck = true;
      onFault(fault);
    }
    isMoving = false;
  }

  /** The show, for who has the key; else the refusal was answered. */
  function showFor(response: Response, given: string): Show | null {
    const now = show();
    if (!isSame(given, key)) answerRefusal(response, { code: 'FORBIDDEN' });
    else if (!now || isMoving || isStuck) {
      answerRefusal(response, { code: 'UNAVAILABLE', retryAfterMs: 1_000 });
    } else return now;
    return null;
  }

  return (app) => {
    app.use('/pictures', pictures.whenAsked);
    const chunks = packedStatic(join(webDir, 'assets'), { index: false, redirect: false });
    app.use('/assets', (request, response, next) => {
      if (isDemoChunk(request.path)) chunks(request, response, next);
      else next();
    });
    app.get('/demo', (request: Request, response: Response) => {
      response.set('Cache-Control', 'no-cache');
      sendPacked(request, response, join(webDir, 'index.html'));
    });
    app.get(API, ({ query }: Request, response: Response) => {
      const { language } = query;
      if (language === 'en' || language === 'zh-CN') onLanguage(language);
      response.set('Cache-Control', 'no-store').json(view());
    });
    app.post(`${API}/enter`, async (request: Request, response: Response) => {
      const asked = parse(demoEnterRequest, request.body);
      if (!asked.ok) return answerRefusal(response, asked.refusal);
      const now = showFor(response, asked.value.key);
      if (!now) return;
      const { role } = asked.value;
      if (role === 'buyer') {
        if (buyerToken === null) return answerRefusal(response, { code: 'NOT_FOUND' });
        response.append(
          'Set-Cookie',
          cookieLine(GUEST_COOKIE, buyerToken, { maxAgeSeconds: DAY / SECOND, secure: isSecure }),
        );
      }
      const address = await addressOf(now, role);
      response.set('Cache-Control', 'no-store').json(demoEnterReply.parse({ address }));
    });
    app.post(`${API}/jump`, async (request: Request, response: Response) => {
      const asked = parse(demoJumpRequest, request.body);
      if (!asked.ok) return answerRefusal(response, asked.refusal);
      const now = showFor(response, asked.value.key);
      if (!now) return;
      const address = await addressOfState(now, asked.value.to);
      if (address === null) return answerRefusal(response, { code: 'NOT_FOUND' });
      response.set('Cache-Control', 'no-store').json(demoEnterReply.parse({ address }));
    });
    app.post(`${API}/week-later`, (request: Request, response: Response) => {
      const asked = parse(demoWeekRequest, request.body);
      if (!asked.ok) return answerRefusal(response, asked.refusal);
      const now = showFor(response, asked.value.key);
      if (!now) return;
      void passWeek(now);
      response.set('Cache-Control', 'no-store').json(view());
    });
    app.post(`${API}/start-over`, (request: Request, response: Response) => {
      const asked = parse(demoWeekRequest, request.body);
      if (!asked.ok) return answerRefusal(response, asked.refusal);
      if (!isSame(asked.value.key, key)) return answerRefusal(response, { code: 'FORBIDDEN' });
      // Also one that is stuck is started over, but not one that opens or passes a week.
      if (!onStartOver || !show() || isMoving) {
        return answerRefusal(response, { code: 'UNAVAILABLE', retryAfterMs: 1_000 });
      }
      isMoving = true;
      // Heard by who asked before the door shuts.
      response.once('finish', onStartOver);
      response.set('Cache-Control', 'no-store').json(view());
    });
  };
}

/** Takes as long whatever was given. */
function isSame(given: string, key: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(key));
}
