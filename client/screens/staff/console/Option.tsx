/** One answer of a form with a sentence about it: a whole row to tap. */
export function Option({
  kind,
  isOn,
  words,
  about = null,
  disabled = false,
  onChange,
}: {
  kind: 'radio' | 'checkbox';
  isOn: boolean;
  words: string;
  about?: string | null;
  disabled?: boolean;
  onChange(): void;
}) {
  return (
    <label className="option">
      <input type={kind} checked={isOn} disabled={disabled} onChange={onChange} />
      <span>
        <b>{words}</b>
        {about && <span className="soft">{about}</span>}
      </span>
    </label>
  );
}
