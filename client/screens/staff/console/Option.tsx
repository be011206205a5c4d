/** One answer of a form with a sentence about it: a whole row to tap. */
export function Option({
  kind,
  isOn,
  words,
  about = null,
  onChange,
}: {
  kind: 'radio' | 'checkbox';
  isOn: boolean;
  words: string;
  about?: string | null;
  onChange(): void;
}) {
  return (
    <label className="option">
      <input type={kind} checked={isOn} onChange={onChange} />
      <span>
        <b>{words}</b>
        {about && <span className="soft">{about}</span>}
      </span>
    </label>
  );
}
