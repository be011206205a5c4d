import express, { type Express, type Request, type Response } from 'express';
import type { PageLanguage, SandboxAnswer } from '../../../ports/sandbox-provider.ts';
import type { ClientAddresses } from '../../client-address.ts';
import type { GatewayDeps } from '../../deps.ts';
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
 * The sandbox's payment page: HTML that says all without a script, and one small script of its own that lets the time
 * run. Whoever knows an order's address may pay it.
 */
export function servePayPage(app: Express, deps: Deps): void {
  const { sandbox } = deps;
  const typeface = typefaceOf(deps.config.webDir);
  app.use('/pay', practiceOnly(deps));
  // Who pays sees whose page it is: no other page frames it, ours neither.
  app.use('/pay', framedByNobody);
  servePart(app, '/pay/style.css', 'css', () => sandbox.styles(typeface()));
  servePart(app, '/pay/page.js', 'js', () => sandbox.script());
  const show = async (request: Request, response: Response) => {
    const answer = answerIn(request);
    const order = await openedOrder(deps, request, answer);
    response.status(order ? 200 : 404).set('Cache-Control', 'no-store');
    const face = typeface();
    // Asked for with the page, it is there for its first letters.
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
      // A second tap, or one in a tab that was left open: it is paid, and its receipt says so.
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

/** What the page is made of besides itself. It is asked for anew each time, since it comes with the page's own version. */
function servePart(app: Express, path: string, type: 'css' | 'js', text: () => string): void {
  app.get(path, (_, response) => {
    response.type(type).set('Cache-Control', 'no-cache').send(text());
  });
}

/**
 * The order as its page shows it. The first time that one is shown which can be paid, the shop is told before: a
 * newcomer's time to pay grows by that (H6), and the clock of the page has to be the one that counts.
 */
async function openedOrder(deps: Deps, request: Request, answer: SandboxAnswer | null) {
  const order = await sandboxOrder(deps, request, answer !== null);
  if (!order || order.leftMs === 0 || !deps.sandbox.opened(order)) return order;
  await deps.sandbox.told(order.orderId);
  return sandboxOrder(deps, request, answer !== null);
}

/** The way back to the page after a choice, with what it says of it. */
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
