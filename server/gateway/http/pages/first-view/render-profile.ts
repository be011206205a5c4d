import type { PublicProducer } from '../../../../../shared/contract/producer-profile.ts';
import { formatMoney } from '../../../../../shared/values/money.ts';
import { namedIn, originIn, producerIn } from '../../../../../shared/values/names.ts';
import { inText } from '../in-text.ts';
import { coverOf, inOneLine, type LinkPreview, type PreviewLanguage } from '../link-preview.ts';

/** Products that fit on a large screen without scrolling. */
const ROWS = 9;
/** Product names in a description. */
const NAMED = 3;

const words = {
  en: {
    title: 'Made by',
    from: (places: string) => `From ${places}`,
    licence: (text: string) => `Licence: ${text}`,
    products: (n: number) => (n === 1 ? '1 product' : `${n} products`),
    between: ', ',
  },
  'zh-CN': {
    title: '商家',
    from: (places: string) => `来自${places}`,
    licence: (text: string) => `证照：${text}`,
    products: (n: number) => `${n} 件商品`,
    between: '、',
  },
} as const;

/** What a producer says, for a reader of this language. */
function wordsIn(language: PreviewLanguage, { profile }: PublicProducer): string {
  return (language === 'en' && profile.wordsEn) || profile.words;
}

const placesIn = (language: PreviewLanguage, { places }: PublicProducer) =>
  places.map((place) => originIn(language, place));

/** The preview of a link to a producer: what they say, else where they are and what they make. */
export function profilePreview(producer: PublicProducer, language: PreviewLanguage): LinkPreview {
  const { between } = words[language];
  const said = inOneLine(wordsIn(language, producer));
  const made = producer.products.slice(0, NAMED).map((product) => namedIn(language, product).name);
  const told = said === '' ? made.join(between) : said;
  return {
    language,
    title: producerIn(language, producer),
    description: [...placesIn(language, producer).slice(0, 1), told].filter(Boolean).join(' · '),
    imagePath: coverOf([producer.profile.portrait, ...producer.products.map(({ picture }) => picture)]),
    of: { kind: 'producer' },
  };
}

/** Renders the first view of a producer's page: portrait, places, words, and the first products with their prices. */
export function renderProfile(producer: PublicProducer, language: PreviewLanguage): string {
  const { profile, products, total } = producer;
  const said = wordsIn(language, producer);
  const name = producerIn(language, producer);
  const places = placesIn(language, producer).join(' · ');
  return [
    `<div id="first" class="f" lang="${language}"><div class="f-page"><h1>${words[language].title}</h1>`,
    `<div class="f-top">${face(profile.portrait)}<div><h2>${inText(name)}</h2>`,
    places && `<p>${inText(words[language].from(places))}</p>`,
    '</div>',
    said && `<p class="f-words">${inText(said)}</p>`,
    licenceOf(profile, language),
    '</div>',
    total > 0 && `<h2>${words[language].products(total)}</h2>`,
    `<div class="f-rows">${products
      .slice(0, ROWS)
      .map((product) => rowOf(product, language))
      .join('')}</div></div></div>`,
  ]
    .filter(Boolean)
    .join('');
}

function licenceOf({ licence }: PublicProducer['profile'], language: PreviewLanguage): string {
  if (!licence) return '';
  const text = [licence.holder, licence.number].filter(Boolean).join(' · ');
  return `<p class="f-licence">${inText(words[language].licence(text))}</p>`;
}

function face(portrait: string): string {
  return portrait && `<img class="f-face" src="${inText(portrait)}" alt="">`;
}

function rowOf(product: PublicProducer['products'][number], language: PreviewLanguage): string {
  const { slug, itemNumber, when, picture, priceMinor, currency } = product;
  const to = when === 'past' ? `/replay/${slug}?item=${itemNumber}` : `/s/${slug}/${itemNumber}`;
  const small = picture.replace(/^\/pictures\/([0-9a-f]{40})\..*/, '/pictures/small/$1.webp');
  return [
    `<a href="${to}">`,
    picture ? `<img src="${inText(small)}" alt="" referrerpolicy="no-referrer">` : '<i></i>',
    `<span>${inText(namedIn(language, product).name)}</span>`,
    `<b>${inText(formatMoney(priceMinor, currency, language))}</b></a>`,
  ].join('');
}
