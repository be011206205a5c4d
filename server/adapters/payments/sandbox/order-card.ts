import type { PageLanguage, SandboxLine, SandboxOrder } from '../../../ports/sandbox-provider.ts';
import { escapeHtml } from './html.ts';
import { amountOf, nameIn } from './in-words.ts';
import { words } from './words.ts';

/** A picture that the market keeps, by its hash: the small one is some 3 kB instead of a hundred. */
const OWN_PICTURE = /^\/pictures\/([0-9a-f]{40})\..*$/;

/** What was ordered, each line with picture, maker, units and sum, and how it adds up to what is paid. */
export function orderCard(order: SandboxOrder, language: PageLanguage): string {
  const say = words[language];
  const { stream } = order;
  const from = say.orderedAt(nameIn(language, stream), nameIn(language, stream.host));
  return `<article class="order">
<h2>${escapeHtml(say.order(order.reference))}</h2>
<p class="soft"><bdi>${escapeHtml(from)}</bdi></p>
<ul class="lines">
${order.lines.map((line) => lineOf(line, order, language)).join('\n')}
</ul>
<dl class="sums">
${sumRows(order, language)
  .map(
    ([name, value, look = '']) =>
      `<div${look && ` class="${look}"`}><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  )
  .join('\n')}
</dl>
</article>`;
}

function lineOf(line: SandboxLine, order: SandboxOrder, language: PageLanguage): string {
  const say = words[language];
  const { units, unitPriceMinor, unfilledUnits } = line;
  const producer = nameIn(language, line.producer);
  return `<li>
<span class="picture">${pictureOf(line)}</span>
<span class="name"><bdi>${escapeHtml(nameIn(language, line.name))}</bdi></span>
<span class="line-sum">${escapeHtml(amountOf(units * unitPriceMinor, order, language))}</span>
<span class="soft about">${units} × ${escapeHtml(amountOf(unitPriceMinor, order, language))}${producer === '' ? '' : ` · <bdi>${escapeHtml(producer)}</bdi>`}${unfilledUnits > 0 ? ` · ${escapeHtml(say.unfilled(unfilledUnits))}` : ''}</span>
</li>`;
}

/** Without a picture, or when it does not come, the crate shows that is drawn behind it. */
function pictureOf({ picture }: SandboxLine): string {
  if (picture === '') return '';
  const source = picture.replace(OWN_PICTURE, '/pictures/small/$1.webp');
  return `<img src="${escapeHtml(source)}" alt="" width="56" height="56" decoding="async" referrerpolicy="no-referrer">`;
}

/** Whoever adds them up comes to the total; what went back since stands below it. */
function sumRows(
  order: SandboxOrder,
  language: PageLanguage,
): [name: string, value: string, look?: string][] {
  const say = words[language];
  const money = (minor: number) => amountOf(minor, order, language);
  const { productsMinor, discountsMinor, shippingMinor, totalMinor, refundedMinor } = order;
  const refund = order.shippingRefundedMinor === refundedMinor ? say.shippingRefund : say.refund;
  return [
    [say.products, money(productsMinor)],
    ...(discountsMinor > 0 ? [[say.discounts, `−${money(discountsMinor)}`] satisfies [string, string]] : []),
    [say.shipping, shippingMinor > 0 ? money(shippingMinor) : say.free],
    [say.total, money(totalMinor), 'sum'],
    ...(refundedMinor > 0 ? [[refund, `−${money(refundedMinor)}`] satisfies [string, string]] : []),
  ];
}
