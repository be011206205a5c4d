import { AT_DOOR } from '../../../../shared/values/at-door.ts';
import { UNPAID } from '../../../../shared/values/unpaid.ts';
import type { PageLanguage, SandboxAnswer, SandboxOrder } from '../../../ports/sandbox-provider.ts';
import type { Delivery } from './deliveries.ts';
import { document } from './document.ts';
import { escapeHtml, icon, link } from './html.ts';
import { amountOf, momentOf, nameIn } from './in-words.ts';
import { orderCard } from './order-card.ts';
import { payForm, testBox, toldOf } from './test-box.ts';
import { words } from './words.ts';

/**
 * The payment page of an order. While it can be paid: the amount, to whom, until when, and one way to pay it. Once there
 * is nothing left to pay: the receipt, or what became of it. Beside it stands what was ordered, and below, in a box of its
 * own, what the test payments can be asked to do.
 */
export function payPage(
  order: SandboxOrder,
  waiting: readonly Delivery[],
  language: PageLanguage,
  answer: SandboxAnswer | null,
): string {
  const isOpen = order.leftMs > 0;
  const isPaid = order.status === 'PAID' || order.status === 'COMPLETED';
  const panel = isOpen
    ? toPay(order, waiting, language, answer)
    : isPaid
      ? receipt(order, language)
      : notPaid(order, language);
  const title = titleOf(order, language, isOpen ? answer : null);
  return document(language, order, title, [
    `<section class="panel">\n<h1>${escapeHtml(title)}</h1>\n${panel}\n</section>`,
    orderCard(order, language),
    testBox(order, waiting, language, isOpen),
  ]);
}

/** The page of an order that there is not, or that is not paid here: it says nothing of any order. */
export function unknownOrderPage(language: PageLanguage): string {
  const say = words[language];
  return document(language, null, say.unknownTitle, [
    `<section class="panel">
<h1>${escapeHtml(say.unknownTitle)}</h1>
<p>${escapeHtml(say.unknown)}</p>
${link('button primary', '/orders', say.orders)}
</section>`,
  ]);
}

function titleOf(order: SandboxOrder, language: PageLanguage, answer: SandboxAnswer | null): string {
  const say = words[language];
  if (answer !== null) return say.answers[answer].title;
  return order.leftMs > 0 ? say.title : say.titles[order.status];
}

function toPay(
  order: SandboxOrder,
  waiting: readonly Delivery[],
  language: PageLanguage,
  answer: SandboxAnswer | null,
): string {
  const say = words[language];
  const total = amountOf(order.totalMinor, order, language);
  // A notice may have been sent for it: then the order waits for it.
  const given = toldOf(waiting).length === 0 ? `${UNPAID}=1` : '';
  const back = `${order.returnUrl}${given && `?${given}`}`;
  return [
    answer === null ? '' : note('fault', say.answers[answer].text),
    `<p class="total">${escapeHtml(total)}</p>`,
    payTo(order, language),
    `<p class="way">${icon('card')} <span>${escapeHtml(say.way)} <small>${escapeHtml(say.wayWhat)}</small></span></p>`,
    `<p class="until">${icon('clock')} <span class="clock" data-left-ms="${order.leftMs}" role="timer" aria-live="off" hidden>${escapeHtml(say.timeLeft)} <b></b></span> <span class="deadline">${escapeHtml(say.payBy(momentOf(order.payByMs, order, language)))}</span></p>`,
    payForm(order, language, answer === null ? say.pay(total) : say.tryAgain(total)),
    answer === null
      ? ''
      : anotherWay(order, language, `${order.returnUrl}?${given && `${given}&`}${AT_DOOR}=1`),
    link('button line', back, answer === null ? say.backUnpaid : say.back),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/**
 * Where somebody may turn whose payment was not taken: to paying on delivery, which the order's page asks about (O13), and
 * to the shop.
 */
function anotherWay(order: SandboxOrder, language: PageLanguage, atDoor: string): string {
  const say = words[language];
  const { isPaidAtDoorToo, contact } = order;
  const way = isPaidAtDoorToo
    ? link('button line', atDoor, say.payAtDoor)
    : `<p class="soft">${escapeHtml(say.noOtherWay)}</p>`;
  return contact === '' ? way : `${way}\n<p class="soft"><bdi>${escapeHtml(say.ask(contact))}</bdi></p>`;
}

/** To whom, when, by which way and for which order it was paid. */
function receipt(order: SandboxOrder, language: PageLanguage): string {
  const say = words[language];
  const seller = nameIn(language, order.seller);
  const rows: [name: string, value: string][] = [[say.orderNumber, order.reference]];
  if (order.paidAtMs !== null) rows.push([say.paidAt, momentOf(order.paidAtMs, order, language, true)]);
  if (seller !== '') rows.push([say.paidTo, seller]);
  rows.push([say.paidBy, say.wayOfTest]);
  const list = rows.map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd><bdi>${escapeHtml(value)}</bdi></dd></div>`,
  );
  return `${note('done', endOf(order, language))}
<p class="total">${escapeHtml(amountOf(order.totalMinor, order, language))}</p>
<dl class="facts">${list.join('')}</dl>
${link('button primary', order.returnUrl, say.back)}`;
}

/** Nothing can be paid any more: what became of the order, and the ways back. */
function notPaid(order: SandboxOrder, language: PageLanguage): string {
  const say = words[language];
  return `${note('plain', endOf(order, language))}
${link('button primary', order.returnUrl, say.back)}
${link('button line', order.stream.url, say.backToStream)}`;
}

function endOf(order: SandboxOrder, language: PageLanguage): string {
  const refunded = order.refundedMinor > 0 ? amountOf(order.refundedMinor, order, language) : '';
  return words[language].ended[order.status](refunded);
}

function payTo(order: SandboxOrder, language: PageLanguage): string {
  const say = words[language];
  const seller = nameIn(language, order.seller);
  const to =
    seller === '' ? '' : `${escapeHtml(say.payTo)} <strong><bdi>${escapeHtml(seller)}</bdi></strong> · `;
  return `<p class="soft">${to}${escapeHtml(say.order(order.reference))}</p>`;
}

const notes = { fault: 'fault', done: 'check', plain: 'clock' } as const;

function note(tone: keyof typeof notes, text: string): string {
  return `<p class="note ${tone}" role="status">${icon(notes[tone])} <span>${escapeHtml(text)}</span></p>`;
}
