import express, { type Express, type Request, type Response } from 'express';
import type { PageLanguage, SandboxAnswer } from '../../../ports/sandbox-provider.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { ClientAddresses } from '../../visitors/client-address.ts';
import { answerRefusal } from '../answer.ts';
import { framedByNobody } from '../guards/framing.ts';
import { practiceOnly } from '../guards/practice-only.ts';
import { typefaceOf } from '../pages/pages.ts';
import { sandboxOrder } from './sandbox-order.ts';

type Deps = Pick<
  GatewayDeps,
  'sandbox' | 'readers' | 'application' | 'settlementAdmin' | 'clock' | 'config'
> & {
  addresses: ClientAddresses;
};

/**
 * The sandbox's payment page: complete HTML, and one small script for the countdown. The address of an order is enough
 * to pay it.
 */
export function servePayPage(app: Express, deps: Deps): void {
  const { sandbox } = deps;
  const typeface = typefaceOf(deps.config.webDir);
  app.use('/pay', practiceOnly(deps));
  // No page frames it, ours neither, so that a buyer sees whose page it is.
  app.use('/pay', framedByNobody);
  servePart(app, '/pay/style.css', 'css', () => sandbox.styles(typeface()));
  servePart(app, '/pay/page.js', 'js', () => sandbox.script());
  const show = async (request: Request, response: Response) => {
    const answer = answerIn(request);
    const order = await openedOrder(deps, request, answer);
    response.status(order ? 200 : 404).set('Cache-Control', 'no-store');
    const face = typeface();
    // Preloaded with the page, the typeface is ready for its first text.
    if (face !== null) response.set('Link', `<${face}>; rel=preload; as=font; type=font/woff2; crossorigin`);
    response.type('html').send(sandbox.page(order, languageOf(request, deps.config.defaultLocale), answer));
  };
  app.get('/pay/:orderId', (request, response) => show(request, response));
  app.post(
    '/pay/:orderId',
    express.urlencoded({ extended: false, limit: 4_096, inflate: false }),
    async (request, response) => {
      const order = await sandboxOrder(deps, request);
      if (!order) return show(request, response);
      const language = languageOf(request, deps.config.defaultLocale);
      // A repeated tap, or one in an old tab: the order is paid, and its receipt is shown.
      if (order.status === 'PAID' || order.status === 'COMPLETED') {
        return response.redirect(303, payAddress(order.orderId, language, null));
      }
      const { choice } = (request.body ?? {}) as { choice?: unknown };
      if (typeof choice !== 'string' || !sandbox.choose(order, choice)) {
        return answerRefusal(response, { code: 'BAD_REQUEST', field: 'choice' });
      }
      await sandbox.told(order.orderId);
      response.redirect(
        303,
        sandbox.isDone(choice)
          ? order.returnUrl
          : payAddress(order.orderId, language, sandbox.answerTo(choice)),
      );
    },
  );
}

/** Serves a part of the page. It is revalidated each time, since it belongs to the page's version. */
function servePart(app: Express, path: string, type: 'css' | 'js', text: () => string): void {
  app.get(path, (_, response) => {
    response.type(type).set('Cache-Control', 'no-cache').send(text());
  });
}

/**
 * The order of a payment page. The first view of a payable one is reported to the shop before, since it extends a
 * newcomer's payment window (H6). The page's countdown must show that.
 */
async function openedOrder(deps: Deps, request: Request, answer: SandboxAnswer | null) {
  const order = await sandboxOrder(deps, request, answer !== null);
  if (!order || order.leftMs === 0 || !deps.sandbox.opened(order)) return order;
  await deps.sandbox.told(order.orderId);
  return sandboxOrder(deps, request, answer !== null);
}

/** The page's address after a choice, with its result. */
function payAddress(orderId: string, language: PageLanguage, answer: SandboxAnswer | null): string {
  return `/pay/${orderId}?lang=${language}${answer === null ? '' : `&answer=${answer}`}`;
}

function answerIn({ query }: Request): SandboxAnswer | null {
  return query.answer === 'declined' || query.answer === 'failed' ? query.answer : null;
}

function languageOf(request: Request, fallback: PageLanguage): PageLanguage {
  const asked = request.query.lang;
  if (asked === 'en' || asked === 'zh') return asked;
  const best = request.acceptsLanguages('en', 'zh', 'zh-CN');
  if (!best) return fallback;
  return best.startsWith('zh') ? 'zh' : 'en';
}
