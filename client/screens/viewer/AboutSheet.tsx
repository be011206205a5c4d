import { useStore } from 'zustand';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { createAboutGoodStore } from '../../stores/about-good-store.ts';
import { useOwnStore } from '../../stores/world.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { sentenceFor } from '../../ui/sentences.ts';
import { useWording, weight } from '../../ui/wording.ts';
import { aboutWords } from './about-words.ts';
import { useCard, useCurrency, useViewer } from './viewer-stores.ts';
import './about.css';

/** Where a product comes from: its producer, place, harvest day and batch. */
export function AboutSheet({ itemNumber, onClose }: { itemNumber: number; onClose(): void }) {
  const say = useMessages(aboutWords);
  const language = useLanguage();
  const wording = useWording(useCurrency());
  const { slug } = useViewer();
  const card = useCard(itemNumber);
  const asked = useOwnStore((world) => createAboutGoodStore(slug, itemNumber, world));
  const { value: about, reason } = useStore(asked.store);
  const rows: [string, string][] = about
    ? [
        [say.producer, about.producer],
        [say.origin, about.origin],
        [say.harvested, about.harvestedOn === '' ? '' : dayText(about.harvestedOn, language)],
        [say.batch, about.batch],
        [say.weight, weight(about.grams)],
      ]
    : [];
  return (
    <Sheet title={say.title(itemNumber)} onClose={onClose}>
      <div className="stack about-good">
        <div className="about-head">
          <Picture source={card?.picture ?? ''} size={120} />
          <h3>
            <bdi>{card?.name ?? about?.name}</bdi>
          </h3>
        </div>
        {reason && <Notice tone="fault">{sentenceFor(reason, language, wording)}</Notice>}
        {!about && !reason && <p role="status">{say.loading}</p>}
        <dl>
          {rows
            .filter(([, value]) => value !== '')
            .map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ))}
        </dl>
        {about?.isPerishable && (
          <p className="soft">
            <b>{say.perishable}.</b> {say.perishableText}
          </p>
        )}
      </div>
    </Sheet>
  );
}

/** A day of the calendar, the same in every zone. */
function dayText(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day));
}
