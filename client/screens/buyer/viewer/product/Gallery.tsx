import { useRef, useState } from 'react';
import { useMessages } from '../../../../i18n/language.ts';
import { Picture } from '../../../../ui/Picture.tsx';
import { part } from '../../../../ui/part.tsx';
import { productWords } from './product-words.ts';

const PhotoViewer = part(() => import('./PhotoViewer.tsx').then((module) => module.PhotoViewer));

/**
 * A product's pictures side by side, pushed by a thumb or the arrow keys; the marks below say which one is seen. A tap shows
 * one on the whole screen.
 */
export function Gallery({ name, pictures }: { name: string; pictures: readonly string[] }) {
  const say = useMessages(productWords);
  const strip = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(0);
  const [opened, setOpened] = useState<number | null>(null);
  const count = pictures.length;
  const there = pictures.map((source, index) => ({ source, index })).filter(({ source }) => source !== '');
  const show = (index: number) => {
    const { current } = strip;
    current?.scrollTo({ left: index * current.clientWidth, behavior: 'smooth' });
  };
  return (
    <section className="gallery" aria-label={say.pictures(name)}>
      <div
        className="gallery-strip"
        ref={strip}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: by it the keyboard gets to what scrolls, the page around it too.
        tabIndex={0}
        onScroll={({ currentTarget }) =>
          setSeen(Math.round(currentTarget.scrollLeft / Math.max(1, currentTarget.clientWidth)))
        }
      >
        {pictures.map((source, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one picture may be there twice, and none ever moves.
          <div key={index}>
            {source === '' ? (
              <Picture source={source} size={null} />
            ) : (
              <button
                type="button"
                className="gallery-open"
                aria-label={say.enlarge(index + 1, count)}
                onPointerDown={PhotoViewer.fetch}
                onClick={() => setOpened(index)}
              >
                <Picture source={source} size={null} />
              </button>
            )}
          </div>
        ))}
      </div>
      {count > 1 && (
        <div className="gallery-marks">
          {pictures.map((_, index) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              key={index}
              type="button"
              aria-label={say.picture(index + 1, count)}
              aria-current={index === seen}
              onClick={() => show(index)}
            />
          ))}
        </div>
      )}
      {opened !== null && (
        <PhotoViewer
          name={name}
          pictures={there.map(({ source }) => source)}
          first={there.findIndex(({ index }) => index === opened)}
          onClose={() => setOpened(null)}
        />
      )}
    </section>
  );
}
