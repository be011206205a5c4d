import { createTabKeep } from '../connection/tab-keep.ts';

/** What somebody has typed about where an order goes; nothing of it was sent yet. */
export interface Delivery {
  name: string;
  phone: string;
  /** Street and house; all of it where the form asks for one line. */
  address: string;
  /** Chosen from a list in China; a city elsewhere is typed. */
  province: string;
  city: string;
  district: string;
  postcode: string;
  /** A text that was pasted and could not be split whole. */
  pasted: string;
  /** ISO 3166; '' at home. */
  country: string;
}

/** As many characters as the form takes of each. */
export const MOST_TYPED = {
  ...{ name: 60, phone: 32, address: 200, province: 30, city: 60, district: 30, postcode: 12 },
  ...{ pasted: 400, code: 32 },
} as const;

export const nothingTyped: Readonly<Delivery> = {
  ...{ name: '', phone: '', address: '', province: '', city: '', district: '', postcode: '' },
  ...{ pasted: '', country: '' },
};

export interface CheckoutDraft extends Delivery {
  slug: string;
  /** The checkout was on the screen when the page went. */
  isOpen: boolean;
  /** What stands in the field of the promo code, applied or not. */
  code: string;
  /** The last total that stood in it, and the lines that it was for, as JSON. */
  seen: { lines: string; totalMinor: number } | null;
}

const NAME = 'fairday.checkout';
/** One draft lies here at a time, of the stream that was looked at last; one that is longer than any form is not ours. */
const MOST_LETTERS = 8_000;
const keep = createTabKeep();

/** The draft of a stream's checkout that this tab has, or an empty one. */
export function draftOf(slug: string): CheckoutDraft {
  const kept = read();
  if (kept?.slug === slug) return kept;
  // Name and address are the same person's at the next stall.
  const typed = kept ? deliveryOf(kept) : nothingTyped;
  return { ...typed, slug, isOpen: false, seen: null, country: '', code: '' };
}

/** What of a draft says where the order goes. */
export function deliveryOf(draft: CheckoutDraft): Delivery {
  const { name, phone, address, province, city, district, postcode, pasted, country } = draft;
  return { name, phone, address, province, city, district, postcode, pasted, country };
}

export function keepDraft(slug: string, changes: Partial<Omit<CheckoutDraft, 'slug'>>): void {
  const text = JSON.stringify({ ...draftOf(slug), ...changes, slug });
  if (text.length <= MOST_LETTERS) keep.write(NAME, text);
}

export function isDrafted(slug: string): boolean {
  return read()?.slug === slug;
}

let reopening = read();
/** True once for a page that was loaded again while a stream's checkout was open. */
export function takesUpCheckout(slug: string): boolean {
  const isOpen = reopening?.slug === slug && reopening.isOpen;
  reopening = null;
  return isOpen;
}

/** After the order is placed nothing is left of it. */
export function dropDraft(): void {
  keep.remove(NAME);
}

function read(): CheckoutDraft | null {
  const text = keep.read(NAME);
  if (!text || text.length > MOST_LETTERS) return null;
  try {
    return draftFrom(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Another version of this page may have written something else. */
function draftFrom(value: unknown): CheckoutDraft | null {
  if (typeof value !== 'object' || value === null) return null;
  const { slug, isOpen, seen, country, ...typed } = value as Record<string, unknown>;
  if (typeof slug !== 'string') return null;
  const textOf = (part: keyof typeof MOST_TYPED) =>
    typeof typed[part] === 'string' ? typed[part].slice(0, MOST_TYPED[part]) : '';
  return {
    slug,
    isOpen: isOpen === true,
    seen: isSeen(seen) ? { lines: seen.lines, totalMinor: seen.totalMinor } : null,
    name: textOf('name'),
    phone: textOf('phone'),
    address: textOf('address'),
    province: textOf('province'),
    city: textOf('city'),
    district: textOf('district'),
    postcode: textOf('postcode'),
    pasted: textOf('pasted'),
    code: textOf('code'),
    country: typeof country === 'string' ? country.slice(0, 2) : '',
  };
}

function isSeen(value: unknown): value is NonNullable<CheckoutDraft['seen']> {
  if (typeof value !== 'object' || value === null) return false;
  const { lines, totalMinor } = value as Record<string, unknown>;
  return typeof lines === 'string' && typeof totalMinor === 'number';
}
