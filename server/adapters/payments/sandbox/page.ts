import { formatMoney } from '../../../../shared/values/money.ts';
import { UNPAID } from '../../../../shared/values/unpaid.ts';
import type { PageLanguage, SandboxAnswer, SandboxOrder } from '../../../ports/sandbox-provider.ts';
import type { Choice } from './choices.ts';
import type { Delivery } from './deliveries.ts';
import { escapeHtml } from './html.ts';
import { words } from './words.ts';

/** What else the sandbox can be asked to do, folded below the one button. */
const others: readonly Choice[] = [
  'decline',
  'fail',
  'after-5-s',
  'twice',
  'repeated',
  'wrong-amount',
  'late-1',
  'late-16',
  'late-30',
  'late-90',
];

/**
 * The payment page of an order: the amount and one way to pay it, with what else can be tried folded away, or only the way
 * back once there is nothing left to pay.
 */
export function payPage(
  order: SandboxOrder,
  waiting: readonly Delivery[],
  language: PageLanguage,
  answer: SandboxAnswer | null,
): string {
  const say = words[language];
  const total = escapeHtml(formatMoney(order.totalMinor, order.currency, say.locale));
  const button = (choice: Choice, kind: string) =>
    `<button class="${kind}" name="choice" value="${choice}">${escapeHtml(say.choices[choice])}</button>`;
  const seller = order.seller[language];
  const isOpen = order.status === 'PLACED';
  const back = (look: string, name: string, query = '') =>
    `<p><a${look} href="${escapeHtml(order.returnUrl + query)}">${escapeHtml(name)}</a></p>`;
  // A notice may be on its way: then the order waits for it.
  const given = toldOf(waiting).length === 0 ? `?${UNPAID}=1` : '';
  return document(
    language,
    say.title,
    `<p class="note">${escapeHtml(say.sandbox)}</p>
${isOpen && answer !== null ? `<p class="answer" role="status">${escapeHtml(say.answers[answer])}</p>\n` : ''}${seller === '' ? '' : `<p class="what">${escapeHtml(say.paidTo(seller))}</p>\n`}<p class="what">${escapeHtml(say.order)} <strong>${escapeHtml(order.reference)}</strong></p>
<ul class="goods">${order.goods.map((each) => goodOf(each, language)).join('')}</ul>
<p class="total">${total}</p>
<p class="status">${escapeHtml(isOpen ? say.payBy(timeOf(order, say.locale)) : (say.statuses[order.status] ?? order.status))}</p>
${
  isOpen
    ? `<form method="post" action="/pay/${encodeURIComponent(order.orderId)}?lang=${language}">
${button('pay', 'primary')}
<details>
<summary>${escapeHtml(say.otherwise)}</summary>
${others.map((choice) => button(choice, 'secondary')).join('\n')}
</details>
</form>
${waitingList(waiting, order, language)}
${back('', say.backUnpaid, given)}`
    : back(' class="primary"', say.back)
}
<p><a href="?lang=${language === 'en' ? 'zh' : 'en'}">${language === 'en' ? '中文' : 'English'}</a></p>`,
  );
}

export function unknownOrderPage(language: PageLanguage): string {
  const say = words[language];
  return document(
    language,
    say.unknownTitle,
    `<p class="status">${escapeHtml(say.unknown)}</p>
<p><a href="/orders">${escapeHtml(say.orders)}</a></p>`,
  );
}

function goodOf({ zh, en, units }: SandboxOrder['goods'][number], language: PageLanguage): string {
  const name = language === 'en' ? en || zh : zh;
  return `<li><bdi>${escapeHtml(name)}</bdi> <span>× ${units}</span></li>`;
}

/** The clock of the shop says until when; the page has no script to count down with. */
function timeOf({ payByMs, timeZone }: SandboxOrder, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    ...{ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...(locale === 'en' && { timeZoneName: 'short' }),
  }).format(payByMs);
}

/** That the page is open, its reader knows. */
function toldOf(waiting: readonly Delivery[]): readonly Delivery[] {
  return waiting.filter(({ notice }) => notice.outcome !== 'opened');
}

function waitingList(waiting: readonly Delivery[], order: SandboxOrder, language: PageLanguage): string {
  const told = toldOf(waiting);
  if (told.length === 0) return '';
  const say = words[language];
  const rows = told.map(({ notice, dueAtMs }) => {
    const amount = formatMoney(notice.amountMinor, order.currency, say.locale);
    const at = new Date(dueAtMs).toISOString().slice(11, 19);
    return `<li>${at} UTC · ${escapeHtml(say.outcomes[notice.outcome])} · ${escapeHtml(amount)}</li>`;
  });
  return `<section><h2>${escapeHtml(say.onTheirWay)}</h2>
<ul>${rows.join('')}</ul>
<p class="note">${escapeHtml(say.memoryOnly)}</p></section>`;
}

function document(language: PageLanguage, title: string, main: string): string {
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · Fairday</title>
<link rel="stylesheet" href="/pay/style.css">
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${main}
</main>
</body>
</html>
`;
}
