import './ui.css';

/** The shape of what comes, as high as that will be, so that nothing jumps. @param look lines of a card, or whole rows */
export function Bones({ count = 3, look = 'row' }: { count?: number; look?: 'line' | 'row' }) {
  return (
    <div className={`bones ${look}`} aria-hidden="true">
      {[...Array(count).keys()].map((n) => (
        <i key={n} className="bone" />
      ))}
    </div>
  );
}
