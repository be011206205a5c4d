import { useState } from 'react';
import { useStore } from 'zustand';
import type { SettlementOverview } from '../../../../shared/contract/settlement.ts';
import { useMessages } from '../../../i18n/language.ts';
import { officeMessages } from '../../../i18n/settlement-forms.ts';
import type { OfficeStore } from '../../../stores/settlement-store.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { BookSheet } from './BookSheet.tsx';
import { NewProducerSheet } from './NewProducerSheet.tsx';
import { TermsSheet } from './TermsSheet.tsx';

/** What an operator writes into the books; an analyst reads that it is not theirs to do. */
export function OfficeActs({ office, view }: { office: OfficeStore; view: SettlementOverview }) {
  const say = useMessages(officeMessages);
  const { me } = useWorld();
  const role = useStore(me.store, (state) => state.me?.staff?.role);
  const [open, setOpen] = useState<'book' | 'terms' | 'producer' | null>(() =>
    new URLSearchParams(location.search).get('open') === 'terms' ? 'terms' : null,
  );
  const [done, setDone] = useState<string | null>(null);
  const close = (words: string | null) => {
    setOpen(null);
    setDone(words);
  };
  const given = { office, view, onClose: () => setOpen(null) };
  if (role !== 'operator') return <p className="soft">{say.readOnly}</p>;
  return (
    <section>
      <h2>{say.acts}</h2>
      {done !== null && (
        <Notice tone="done" onDismiss={() => setDone(null)}>
          {done}
        </Notice>
      )}
      <div className="office-acts">
        <Button look="line" onClick={() => setOpen('book')}>
          {say.book}
        </Button>
        <Button look="line" onClick={() => setOpen('terms')}>
          {say.terms}
        </Button>
        <Button look="line" onClick={() => setOpen('producer')}>
          {say.addProducer}
        </Button>
      </div>
      {open === 'book' && <BookSheet {...given} onDone={() => close(say.booked)} />}
      {open === 'terms' && <TermsSheet {...given} onDone={() => close(say.termsSet)} />}
      {open === 'producer' && <NewProducerSheet office={office} onClose={() => close(null)} />}
    </section>
  );
}
