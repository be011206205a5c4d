import express, { type Express, type Request } from 'express';
import { id } from '../../../../shared/values/ids.ts';
import { shopNameIn } from '../../../../shared/values/names.ts';
import { referenceOf } from '../../../../shared/values/reference.ts';
import { orderPage } from '../../../application/order/order-page.ts';
import type { PageLanguage, SandboxAnswer, SandboxOrder } from '../../../ports/sandbox-provider.ts';
import type { ClientAddresses } from '../../client-address.ts';
import type { GatewayDeps } from '../../deps.ts';
import { pagesOrigin } from '../../origin.ts';
import { answerRefusal } from '../answer.ts';
import { framedByNobody } from '../guards/framing.ts';
import { practiceOnly } from '../guards/practice-only.ts';
import { typefaceOf } from '../pages/pages.ts';

type Deps = Pick<
  GatewayDeps,
  'sandbox' | 'readers' | 'application' | 'settlementAdmin' | 'clock' | 'config'
> & {
  addresses: ClientAddresses;
};

/** The sandbox's payment page: plain HTML, no script. Whoever knows an order's address may pay it. */
export function servePayPage(app: Express, deps: Deps): void {
  const { sandbox } = deps;
  const typeface = typefaceOf(deps.config.webDir);
  app.use('/pay', practiceOnly(deps));
  // Who pays sees whose page it is: no other page frames it, ours neither.
  app.use('/pay', framedByNobody);
  app.get('/pay/style.css', (_, response) => {
    response.type('css').set('Cache-Control', 'public, max-age=300').send(sandbox.styles(typeface()));
  });
  app.get('/pay/:orderId', async (request, response) => {
    const order = await orderOf(deps, request);
    response
      .status(order ? 200 : 404)
      .set('Cache-Control', 'no-store')
      .type('html');
    response.send(sandbox.page(order, languageOf(request, deps.config.defaultLocale), answerIn(request)));
    if (order?.status === 'PLACED') sandbox.opened(order);
  });
  app.post(
    '/pay/:orderId',
    express.urlencoded({ extended: false, limit: 4_096, inflate: false }),
    async (request, response) => {
      const order = await orderOf(deps, request);
      const language = languageOf(request, deps.config.defaultLocale);
      if (!order) {
        response
          .status(404)
          .type('html')
          .send(sandbox.page(null, language, null));
        return;
      }
      const { choice } = (request.body ?? {}) as { choice?: unknown };
      if (typeof choice !== 'string' || !sandbox.choose(order, choice)) {
        answerRefusal(response, { code: 'BAD_REQUEST', field: 'choice' });
        return;
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

/** The way back to the page after a choice, with what it says of it. */
function payAddress(orderId: string, language: PageLanguage, answer: SandboxAnswer | null): string {
  return `/pay/${orderId}?lang=${language}${answer === null ? '' : `&answer=${answer}`}`;
}

function answerIn({ query }: Request): SandboxAnswer | null {
  return query.answer === 'declined' || query.answer === 'failed' ? query.answer : null;
}

async function orderOf(
  { readers, application, settlementAdmin, config }: Deps,
  request: Request,
): Promise<SandboxOrder | null> {
  const orderId = id.safeParse(request.params.orderId);
  if (!orderId.success) return null;
  const found = await readers.orderById(orderId.data);
  const stream = found && (await readers.streamById(found.order.streamId));
  if (!found || !stream || found.order.payment !== 'sandbox') return null;
  const { number, status, totalMinor } = found.order;
  const reference = referenceOf(await application.shopNumber(stream.streamId), number);
  const returnUrl = orderPage(pagesOrigin(config, request), orderId.data);
  const { about } = await application.aboutShop();
  const seller = { zh: shopNameIn('zh', about), en: shopNameIn('en', about) };
  return {
    orderId: orderId.data,
    reference,
    status,
    totalMinor,
    currency: stream.currency,
    seller,
    returnUrl,
    goods: found.lines.map(({ name: zh, nameEn: en, units }) => ({ zh, en, units })),
    payByMs: found.order.payByMs,
    timeZone: (await settlementAdmin?.timeZone()) ?? 'UTC',
  };
}

function languageOf(request: Request, fallback: PageLanguage): PageLanguage {
  const asked = request.query.lang;
  if (asked === 'en' || asked === 'zh') return asked;
  const best = request.acceptsLanguages('en', 'zh', 'zh-CN');
  if (!best) return fallback;
  return best.startsWith('zh') ? 'zh' : 'en';
}
