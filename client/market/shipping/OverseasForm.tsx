import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import { MAX_COUNTRIES } from '../../../shared/market/shipping/bounds.ts';
import { parseRate, rateText } from '../../../shared/values/exchange.ts';
import { shippingMessages } from '../../i18n/console-shipping.ts';
import { useMessages } from '../../i18n/language.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { useCurrency } from '../../screens/staff/console/host-context.ts';
import { useHostSentence } from '../../screens/staff/console/host-sentence.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SheetForm } from '../../ui/SheetForm.tsx';
import type { Overseas, ShippingStore } from './shipping-store.ts';

/** Where else the stream sells to, and the currency and language that amounts are also shown in there. */
export function OverseasForm({
  overseas,
  shipping,
  onBack,
  onClose,
}: {
  overseas: Overseas | null;
  shipping: ShippingStore;
  onBack(): void;
  onClose(): void;
}) {
  const say = useMessages(shippingMessages);
  const ownCurrency = useCurrency();
  const sentence = useHostSentence(ownCurrency);
  const { reason, isBusy } = useStore(shipping.store);
  const [currency, setCurrency] = useState(overseas?.currency ?? 'USD');
  const [language, setLanguage] = useState<Overseas['language']>(overseas?.language ?? 'en');
  const [rate, setRate] = useState(overseas ? rateText(overseas.rateMicros) : '');
  const [countries, setCountries] = useState(overseas?.countries.join(' ') ?? '');
  const [isTried, setTried] = useState(false);
  const rateMicros = parseRate(rate);
  const served = countriesIn(countries);
  const isCurrencyFine = /^[A-Z]{3}$/.test(currency) && currency !== ownCurrency;

  async function save(next: Overseas | null): Promise<void> {
    if (await shipping.setOverseas(next)) onBack();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (rateMicros === null || served === null || !isCurrencyFine) return;
    void save({ currency, language, rateMicros, countries: served });
  }

  return (
    <SheetForm
      title={say.overseasTitle}
      action={say.save}
      isBusy={isBusy}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="soft">{say.overseasAbout}</p>
      <Field
        label={say.otherCurrency}
        value={currency}
        maxLength={3}
        autoComplete="off"
        onChange={(event) => setCurrency(event.target.value.toUpperCase())}
        {...(isTried && !isCurrencyFine ? { fault: say.currencyWrong } : {})}
      />
      <Field
        label={say.rate(ownCurrency, currency)}
        hint={say.rateHint}
        inputMode="decimal"
        value={rate}
        autoComplete="off"
        onChange={(event) => setRate(event.target.value)}
        {...(isTried && rateMicros === null ? { fault: say.rateWrong } : {})}
      />
      <Choices<Overseas['language']>
        label={say.otherLanguage}
        value={language}
        options={[
          { value: 'en', words: 'English' },
          { value: 'zh-CN', words: '简体中文' },
        ]}
        onChange={setLanguage}
      />
      <Field
        label={say.countries}
        hint={say.countriesHint}
        value={countries}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setCountries(event.target.value.toUpperCase())}
        {...(isTried && served === null ? { fault: say.countriesWrong } : {})}
      />
      {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
      {overseas && (
        <Button look="quiet" onClick={() => void save(null)}>
          {say.overseasEnd}
        </Button>
      )}
      <button type="button" className="text-button" onClick={onBack}>
        {say.allOrigins}
      </button>
    </SheetForm>
  );
}

/** `US, GB` as a list of codes; null if any of it is none, or nothing is there. */
function countriesIn(text: string): string[] | null {
  const codes = [...new Set(text.split(/[\s,，、]+/).filter((code) => code !== ''))];
  const isFine = codes.length > 0 && codes.length <= MAX_COUNTRIES;
  return isFine && codes.every((code) => /^[A-Z]{2}$/.test(code)) ? codes : null;
}
