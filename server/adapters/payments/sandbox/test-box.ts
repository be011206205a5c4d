import type { PageLanguage, SandboxOrder } from '../../../ports/sandbox-provider.ts';
import { type Choice, choices } from './choices.ts';
import type { Delivery } from './deliveries.ts';
import { escapeHtml } from './html.ts';
import { amountOf } from './in-words.ts';
import { words } from './words.ts';

/** The one way to pay. @param name what its button says */
export function payForm(order: SandboxOrder, language: PageLanguage, name: string): string {
  return `<form method="post" action="${actionOf(order, language)}">
${button('pay', 'button buy', name)}
</form>`;
}

/**
 * What is a test and no part of a payment, in one box that says so: that nothing is charged, and folded in it what else
 * can be tried and what is still to be sent.
 * @param isOpen there is something to try
 */
export function testBox(
  order: SandboxOrder,
  waiting: readonly Delivery[],
  language: PageLanguage,
  isOpen: boolean,
): string {
  const say = words[language];
  const told = toldOf(waiting);
  if (!isOpen && told.length === 0) return `<p class="test">${escapeHtml(say.test)}</p>`;
  const others = choices.filter((choice) => choice !== 'pay');
  const form = `<form method="post" action="${actionOf(order, language)}">
<p>${escapeHtml(say.testHow)}</p>
${others.map((choice) => button(choice, 'button line', say.choices[choice])).join('\n')}
</form>`;
  // What waits shows at once: whoever asked for it looks for it.
  return `<details class="test"${told.length > 0 ? ' open' : ''}>
<summary>${escapeHtml(say.test)}</summary>
${waitingList(told, order, language)}${isOpen ? form : ''}
</details>`;
}

/** That the page is open, its reader knows. */
export function toldOf(waiting: readonly Delivery[]): readonly Delivery[] {
  return waiting.filter(({ notice }) => notice.outcome !== 'opened');
}

function waitingList(told: readonly Delivery[], order: SandboxOrder, language: PageLanguage): string {
  if (told.length === 0) return '';
  const say = words[language];
  const rows = told.map(({ notice, dueAtMs }) => {
    const at = new Date(dueAtMs).toISOString().slice(11, 19);
    const amount = amountOf(notice.amountMinor, order, language);
    return `<li>${at} UTC · ${escapeHtml(say.outcomes[notice.outcome])} · ${escapeHtml(amount)}</li>`;
  });
  return `<section class="waiting">
<h2>${escapeHtml(say.waiting)}</h2>
<ul>${rows.join('')}</ul>
<p class="soft">${escapeHtml(say.memoryOnly)}</p>
</section>
`;
}

function actionOf({ orderId }: SandboxOrder, language: PageLanguage): string {
  return `/pay/${encodeURIComponent(orderId)}?lang=${language}`;
}

function button(choice: Choice, look: string, name: string): string {
  return `<button class="${look}" name="choice" value="${choice}">${escapeHtml(name)}</button>`;
}
