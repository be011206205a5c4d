import { useMessages } from '../../../i18n/language.ts';
import { timeLeft } from '../../../ui/time-words.ts';
import { useReplay, useReplayStore, useReplayView } from './replay-context.ts';
import { replayWords } from './words.ts';

/** What viewers asked and the host answered (N6), in order, without names: a tap goes to the answer. Nothing where nobody asked. */
export function AnsweredThen() {
  const say = useMessages(replayWords);
  const { startedAtMs } = useReplayView();
  const { jump } = useReplayStore();
  const answered = useReplay((state) => state.answered);
  if (answered.length === 0) return null;
  return (
    <section className="replay-jumps replay-answered">
      <h2>{say.answered}</h2>
      <ol>
        {answered.map(({ seq, atMs, item, question, answer }) => (
          <li key={seq}>
            <button type="button" onClick={() => jump(atMs)}>
              <span className="figures soft">{timeLeft(Math.max(0, atMs - startedAtMs))}</span>
              {item !== undefined && <span className="item-number figures">{item}</span>}
              <span>
                <bdi>{question}</bdi>
                {answer !== null && <bdi className="soft">{answer}</bdi>}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
