import type { LiveRequest } from '../../../../../shared/protocol.ts';
import {
  EXPOSURE_EVERY_MS,
  exposureOneIn,
  MAX_EXPOSED_ITEMS,
  MAX_SHOWN_MS,
} from '../../../../../shared/values/exposure.ts';

type Told = LiveRequest<'exposure:report'>['items'][number];

/** A card counts as in sight once half of it is. */
const IN_SIGHT = 0.5;
const LOOK_EVERY_MS = 1_000;

/**
 * Notes once a second which goods are in sight on a page that is looked at, and tells it in one small message now and
 * then. In a crowd only some pages tell; whether this one does is decided once. What the server does not take is gone.
 * @returns how to stop
 */
export function watchExposure({
  viewers,
  chance,
  tell,
}: {
  viewers: number;
  /** From 0 to 1. */
  chance: number;
  tell(request: LiveRequest<'exposure:report'>): void;
}): () => void {
  const oneIn = exposureOneIn(viewers);
  // A browser of long ago can't say what is in sight.
  if (chance >= 1 / oneIn || typeof IntersectionObserver === 'undefined') return () => {};
  const inSight = new Set<Element>();
  const watched = new Set<Element>();
  let shown = new Map<number, Told>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio } of entries) {
        if (intersectionRatio >= IN_SIGHT) inSight.add(target);
        else inSight.delete(target);
      }
    },
    { threshold: IN_SIGHT },
  );

  /** The note of an item, unless this message is full: what is seen first is told. */
  function noteOf(itemNumber: number): Told | null {
    const known = shown.get(itemNumber);
    if (known) return known;
    if (shown.size >= MAX_EXPOSED_ITEMS) return null;
    const note = { itemNumber, shownMs: 0, isOpened: false };
    shown.set(itemNumber, note);
    return note;
  }

  function look(): void {
    const cards = new Set(document.querySelectorAll('[data-item]'));
    for (const gone of watched) {
      if (cards.has(gone)) continue;
      observer.unobserve(gone);
      watched.delete(gone);
      inSight.delete(gone);
    }
    for (const card of cards) {
      if (watched.has(card)) continue;
      watched.add(card);
      observer.observe(card);
    }
    if (document.visibilityState !== 'visible') return;
    // An open sheet covers what lies below it.
    const sheet = document.querySelector('dialog[open]');
    const seen = new Set<number>();
    for (const card of inSight) if (!sheet || sheet.contains(card)) seen.add(numberOf(card));
    for (const itemNumber of seen) {
      const note = noteOf(itemNumber);
      if (note) note.shownMs = Math.min(MAX_SHOWN_MS, note.shownMs + LOOK_EVERY_MS);
    }
  }

  function onTap(event: Event): void {
    const card = event.target instanceof Element ? event.target.closest('[data-item]') : null;
    const note = card ? noteOf(numberOf(card)) : null;
    if (note) note.isOpened = true;
  }

  function send(): void {
    if (shown.size === 0) return;
    tell({ oneIn, items: [...shown.values()] });
    shown = new Map();
  }

  const looking = setInterval(look, LOOK_EVERY_MS);
  const telling = setInterval(send, EXPOSURE_EVERY_MS);
  document.addEventListener('click', onTap, true);
  return () => {
    clearInterval(looking);
    clearInterval(telling);
    document.removeEventListener('click', onTap, true);
    observer.disconnect();
  };
}

function numberOf(card: Element): number {
  return Number((card as HTMLElement).dataset.item);
}
