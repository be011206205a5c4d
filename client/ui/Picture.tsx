import { useState } from 'react';
import './ui.css';

/** The square of a kept picture for a list, some 3 kB; what is kept elsewhere has none. */
export function smallPicture(source: string): string {
  return source.replace(/^\/pictures\/([0-9a-f]{40})\..*/, '/pictures/small/$1.webp');
}

/** Up to this size the server's small picture is sharp enough: some 3 kB instead of a hundred. */
const SMALL_PX = 64;

/**
 * A picture of a good; without one, or when it does not come, a drawn crate.
 * @param size of the square, in px; null: the style says how large it is
 */
export function Picture({ source, size }: { source: string; size: number | null }) {
  return (
    <span className="picture" style={size === null ? undefined : { width: size, height: size }}>
      {/* Another source is another picture: neither the old one nor its failure may stand for it. */}
      <Drawn key={source} source={source} isSmall={size !== null && size <= SMALL_PX} />
    </span>
  );
}

function Drawn({ source, isSmall }: { source: string; isSmall: boolean }) {
  const [isBroken, setBroken] = useState(false);
  return source !== '' && !isBroken ? (
    <img
      src={isSmall ? smallPicture(source) : source}
      alt=""
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
    />
  ) : (
    <svg width="60%" height="60%" viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden="true">
      <path
        d="M3 10h18l-1.5 9h-15L3 10Zm3.5 0 .5 9m10.5-9-.5 9M12 10v9M6 10a3 3 0 0 1 5-2.3A3.5 3.5 0 0 1 17.5 10"
        strokeWidth="1.3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
