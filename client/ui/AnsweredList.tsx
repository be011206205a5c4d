/** Questions that were answered, the newest first. @param byVoice in place of an answer that was said on air */
export function AnsweredList({
  answered,
  byVoice,
}: {
  answered: readonly { seq: number; question: string; answer: string | null }[];
  byVoice: string;
}) {
  return (
    <dl className="answered">
      {[...answered].reverse().map(({ seq, question, answer }) => (
        <div key={seq}>
          <dt>
            <bdi>{question}</bdi>
          </dt>
          <dd className="soft">
            <bdi>{answer ?? byVoice}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
