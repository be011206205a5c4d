import { useEffect, useState } from 'react';
import { LineDrawing } from '../../ui/Icon.tsx';
import { useChat } from './chat-context.ts';

/** Drawn at a time: more say nothing more. */
const MOST = 10;
const AT_ONCE = 3;
export const HEART = 'M12 20S4 15 4 9.2A4.2 4.2 0 0 1 12 7a4.2 4.2 0 0 1 8 2.2C20 15 12 20 12 20Z';

/** Hearts as they come, softly; none where no motion is wanted. Nothing is announced: they say that others are here. */
export function Hearts() {
  const { count, at } = useChat((state) => state.hearts);
  const [shown, setShown] = useState<{ id: string; left: number }[]>([]);
  const [seen, setSeen] = useState(at);
  if (at !== seen) {
    setSeen(at);
    const come = Array.from({ length: Math.min(count, AT_ONCE) }, (_, n) => ({
      id: `${at}.${n}`,
      left: ((at * 37 + n * 53) % 60) - 30,
    }));
    setShown([...shown, ...come].slice(-MOST));
  }
  // Where nothing moves no animation ends.
  useEffect(() => {
    if (shown.length === 0) return;
    const timer = setTimeout(() => setShown([]), 4_000);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <div className="chat-hearts" aria-hidden="true">
      {shown.map(({ id, left }) => (
        <i
          key={id}
          style={{ marginLeft: left }}
          onAnimationEnd={() => setShown((all) => all.filter((each) => each.id !== id))}
        >
          <LineDrawing path={HEART} size={20} />
        </i>
      ))}
    </div>
  );
}
