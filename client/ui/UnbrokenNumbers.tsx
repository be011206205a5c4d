/** A group of digits and those that follow it after a blank or a hyphen: a phone number, as people write it. */
const NUMBER = /^(.*?)(\+?\d{2,}(?:[ -]\d+)+)(.*)$/s;

/** A text of somebody else's, a contact for instance: no line ends within a number in it. @param text of any length */
export function UnbrokenNumbers({ text }: { text: string }) {
  const [, before, number, after] = NUMBER.exec(text) ?? [];
  if (number === undefined) return text;
  return (
    <>
      {before}
      <span className="unbroken">{number}</span>
      {after && <UnbrokenNumbers text={after} />}
    </>
  );
}
