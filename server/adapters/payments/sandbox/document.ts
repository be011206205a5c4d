import type { PageLanguage, SandboxOrder } from '../../../ports/sandbox-provider.ts';
import { escapeHtml, link } from './html.ts';
import { nameIn } from './in-words.ts';
import { dark, light } from './tokens.ts';
import { words } from './words.ts';

/** Who sells, as the foot says it. */
type Foot = Pick<SandboxOrder, 'seller' | 'contact' | 'complaintPhone' | 'licences' | 'policies'>;

/**
 * A page of the payment page's own: a head that says whose it is and leads to the other language, the parts, and a foot
 * with who sells (B6).
 * @param order null: the page is of no order, and says nothing of the shop
 */
export function document(
  language: PageLanguage,
  order: Foot | null,
  title: string,
  parts: readonly string[],
): string {
  const other = language === 'en' ? (['zh', 'zh-CN', '中文'] as const) : (['en', 'en', 'English'] as const);
  const [code, locale, name] = other;
  return `<!doctype html>
<html lang="${words[language].locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="${light.paper}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="${dark.paper}" media="(prefers-color-scheme: dark)">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · Fairday</title>
<link rel="icon" href="/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/pay/style.css">
<script src="/pay/page.js"></script>
</head>
<body>
<header>
<a class="mark" href="/"><img src="/mark.svg" width="32" height="32" alt=""> <bdi>${escapeHtml(sellerOf(order, language) || 'Fairday')}</bdi></a>
<a class="language" href="?lang=${code}" lang="${locale}" hreflang="${locale}">${name}</a>
</header>
<main>
${parts.filter((part) => part !== '').join('\n')}
</main>
${order === null ? '' : foot(order, language)}</body>
</html>
`;
}

function sellerOf(order: Pick<SandboxOrder, 'seller'> | null, language: PageLanguage): string {
  return order === null ? '' : nameIn(language, order.seller);
}

function foot(order: Foot, language: PageLanguage): string {
  const say = words[language];
  const seller = nameIn(language, order.seller);
  if (seller === '' && order.contact === '') return '';
  const { business, food, website } = order.licences;
  const part = (text: string, said = (of: string) => of) =>
    text === '' ? '' : `<bdi>${escapeHtml(said(text))}</bdi>`;
  return `<footer>
${part(seller, say.soldBy)}
${part(order.contact)}
${part(order.complaintPhone, say.complaints)}
${part(business, say.licence)}
${part(food, say.foodLicence)}
${part(website)}
${order.policies.map((policy) => link('', `/about#${policy}`, say.policies[policy])).join('\n')}
${link('', '/about', say.aboutShop)}
</footer>
`;
}
