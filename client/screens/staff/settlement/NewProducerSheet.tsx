import { useState } from 'react';
import { useMessages } from '../../../i18n/language.ts';
import { officeMessages } from '../../../i18n/settlement-forms.ts';
import type { OfficeStore } from '../../../stores/settlement-store.ts';
import { Field } from '../../../ui/Field.tsx';
import { InviteForm } from '../admin/InviteForm.tsx';
import { useHostSentence } from '../console/host-sentence.ts';

/** A producer and who signs in for it; then the link, which is shown this once. */
export function NewProducerSheet({ office, onClose }: { office: OfficeStore; onClose(): void }) {
  const say = useMessages(officeMessages);
  const sentence = useHostSentence('CNY');
  const [typed, setTyped] = useState('');
  const producer = typed.trim();
  return (
    <InviteForm
      words={{ ...say, title: say.addProducer, action: say.addNow, name: say.person }}
      isFine={producer !== ''}
      invite={(who) => office.addProducer({ ...who, producer })}
      addedWords={() => say.added(producer)}
      linkTo="/producer"
      whyWords={sentence}
      before={(fault) => (
        <Field
          label={say.producer}
          hint={say.producerHint}
          autoComplete="off"
          maxLength={60}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          {...fault(producer === '', say.need)}
        />
      )}
      onClose={onClose}
    />
  );
}
