import { useQuery } from '@tanstack/react-query';
import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/language.ts';
import { peopleFoundWords } from '../../../i18n/people-found.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import './people-found.css';

/** How far the index is comes anew so often while it is not done. */
const AGAIN_MS = 3_000;
/** A name and the end of a phone that drawn buyers of the demo have. */
const DRAWN = ['王秀英', '0012'] as const;

/**
 * What a look-up is, how much of the market can be found by now, and in the demo whom one might look for. All of it stands in
 * one line, so that nothing moves while one types.
 * @param phone digits that were typed and may be the end of a phone as well as a number; null: none
 */
export function LookUpHints({ phone, look }: { phone: string | null; look(text: string): void }) {
  const say = useMessages(peopleFoundWords);
  const world = useWorld();
  const isDemo = useStore(world.me.store, ({ me }) => me?.isDemo === true);
  const { data } = useQuery({
    queryKey: ['people index'],
    queryFn: () => askRoute(world, 'peopleIndex'),
    refetchInterval: ({ state }) => (state.data && state.data.found < state.data.all ? AGAIN_MS : false),
  });
  const isDone = !data || data.found >= data.all;
  return (
    <div className="people-hints soft small">
      {phone === null ? (
        <span>{say.about}</span>
      ) : (
        <button type="button" onClick={() => look(phone)}>
          {say.byPhone(phone)}
        </button>
      )}
      {!isDone && <span role="status">{say.indexed(Math.floor((data.found / data.all) * 100))}</span>}
      {isDemo && (
        <>
          <span>{say.demo}</span>
          {DRAWN.map((text) => (
            <button key={text} type="button" onClick={() => look(text)}>
              {text}
            </button>
          ))}
        </>
      )}
    </div>
  );
}
