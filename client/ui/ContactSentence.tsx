/** A sentence that names a contact: one tap calls, writes or opens it where it is a phone number, an email address or a page. */
export function ContactSentence({ sentence, contact }: { sentence: string; contact: string | null }) {
  const href = contact === null ? null : hrefOf(contact);
  const at = contact === null ? -1 : sentence.indexOf(contact);
  if (contact === null || href === null || at < 0) return sentence;
  const elsewhere = href === contact ? { target: '_blank', rel: 'noopener' } : {};
  return (
    <>
      {sentence.slice(0, at)}
      <a href={href} {...elsewhere}>
        {contact}
      </a>
      {sentence.slice(at + contact.length)}
    </>
  );
}

function hrefOf(contact: string): string | null {
  if (/^\+?[ ()-]*(?:\d[ ()-]*){5,15}$/.test(contact)) return `tel:${contact.replace(/[^+\d]/g, '')}`;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(contact)) return `mailto:${contact}`;
  return /^https:\/\/\S+$/.test(contact) ? contact : null;
}
