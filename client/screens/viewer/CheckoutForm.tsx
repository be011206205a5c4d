import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { AddressView } from '../../../shared/contract/account.ts';
import type { Reason } from '../../../shared/contract/answer.ts';
import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { voucherChoice } from '../../stores/voucher-choice.ts';
import { useWorld } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { checkoutSentence } from '../../ui/checkout-sentences.ts';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { sentenceFor } from '../../ui/sentences.ts';
import { useWording } from '../../ui/wording.ts';
import { CodeField } from './CodeField.tsx';
import { CountryChoice } from './CountryChoice.tsx';
import { checkoutWords } from './checkout-words.ts';
import { codeOf, namedBy } from './offers.ts';
import { QuotedSums } from './QuotedSums.tsx';
import { quoteWords } from './quote-words.ts';
import { useOrderable } from './use-orderable.ts';
import { useOrderableJson, useQuote } from './use-quote.ts';
import { VoucherRow } from './VoucherRow.tsx';
import { useCurrency, useLive, useViewer } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

interface Typed {
  name: string;
  phone: string;
  address: string;
  /** '': at home. */
  country: string;
}

/** Three fields the first time, none the second; then one button per way to pay, which orders. */
export function CheckoutForm({ placing }: { placing: 'idle' | 'sending' | 'in_line' }) {
  const sayCheckout = useMessages(checkoutWords);
  const sayQuote = useMessages(quoteWords);
  const currency = useCurrency();
  const money = useMoney(currency);
  const language = useLanguage();
  const wording = useWording(currency);
  const { basket, live } = useViewer();
  const { me } = useWorld();
  const kept = useStore(me.store, (state) => state.me?.addresses[0] ?? null);
  const payments = useLive((state) => state.view.stream?.payments ?? noPayments);
  const { units, totalMinor: goodsMinor } = useOrderable();
  const overseas = useLive(({ view }) => view.stream?.overseas);
  const isQuoted = useLive(({ view }) => view.stream?.isQuoted === true);
  const [isTyping, setTyping] = useState(false);
  const [typed, setTyped] = useState<Typed>({ name: '', phone: '', address: '', country: '' });
  const [faults, setFaults] = useState<Partial<Typed>>({});
  const [reason, setReason] = useState<Reason | null>(null);
  const [isSaving, setSaving] = useState(false);
  /** The one way to pay that stays in view while its order is on its way. */
  const [tapped, setTapped] = useState<PaymentMethod | null>(null);
  const isForm = kept === null || isTyping;
  const lines = useOrderableJson();
  const quoted = useQuote(
    isQuoted ? lines : noLines,
    isForm ? null : kept.addressId,
    isForm ? typed.country : '',
  );
  const quote = quoted.kind === 'quoted' ? quoted.quote : null;
  const totalMinor = isQuoted ? (quote?.totalMinor ?? null) : goodsMinor;
  const isInLine = placing === 'in_line';
  const isBusy = placing !== 'idle' || isSaving;
  const shown = isBusy ? payments.filter((each) => each === (tapped ?? payments[0])) : payments;
  const onItsWay = isInLine ? sayCheckout.inLine : sayCheckout.sending;

  async function order(payment: PaymentMethod) {
    setReason(null);
    setTapped(payment);
    let address: AddressView | null = kept;
    if (isForm) {
      const found = faultsOf(typed, sayCheckout);
      setFaults(found);
      if (Object.keys(found).length > 0) return;
      setSaving(true);
      const { country, ...contact } = typed;
      const saved = await me.saveAddress(country === '' ? contact : { ...contact, country });
      setSaving(false);
      if (!saved.ok) return setReason(saved.refusal);
      address = saved.value;
      setTyping(false);
    }
    const addressId = address?.addressId ?? null;
    const vouchers = quote ? namedBy(quote) : undefined;
    const code = quote ? codeOf(quote, voucherChoice(live).getState().code) : undefined;
    await basket.place({ addressId, payment, vouchers, code }, [], totalMinor ?? undefined);
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const only = payments.length === 1 ? payments[0] : undefined;
    if (only) void order(only);
  };
  const change = (part: keyof Typed) => (event: { target: { value: string } }) =>
    setTyped((before) => ({ ...before, [part]: event.target.value }));

  return (
    <form className="checkout" onSubmit={submit} noValidate>
      {isForm ? (
        <>
          <Field
            label={sayCheckout.name}
            name="name"
            autoComplete="name"
            maxLength={60}
            value={typed.name}
            fault={faults.name}
            onChange={change('name')}
          />
          <Field
            label={sayCheckout.phone}
            name="tel"
            type="tel"
            autoComplete="tel"
            maxLength={32}
            value={typed.phone}
            fault={faults.phone}
            onChange={change('phone')}
          />
          <Field
            label={sayCheckout.address}
            name="street-address"
            autoComplete="street-address"
            maxLength={200}
            value={typed.address}
            fault={faults.address}
            hint={sayCheckout.addressHint}
            onChange={change('address')}
          />
          {overseas && (
            <CountryChoice
              countries={overseas.countries}
              value={typed.country}
              onChange={(country) => setTyped((before) => ({ ...before, country }))}
            />
          )}
          {kept && (
            <Button look="line" onClick={() => setTyping(false)}>
              {sayCheckout.useKept}
            </Button>
          )}
        </>
      ) : (
        <div className="kept-address">
          <div>
            <p className="soft">{sayCheckout.sendTo}</p>
            <p>
              <b>{kept.name}</b> · …{kept.phoneEnd}
            </p>
            <p>{kept.address}</p>
          </div>
          <Button look="line" disabled={isBusy} onClick={() => setTyping(true)}>
            {sayCheckout.change}
          </Button>
        </div>
      )}
      {quoted.last && <VoucherRow quote={quoted.last} />}
      {isQuoted && <CodeField quote={quoted.last} />}
      {isQuoted ? <QuotedSums quoted={quoted} /> : <PlainSums goods={money(goodsMinor)} />}
      {reason && (
        <Notice>
          {checkoutSentence(reason, language, wording) ?? sentenceFor(reason, language, wording)}
        </Notice>
      )}
      {isInLine && <Notice tone="held">{sayCheckout.inLineHint}</Notice>}
      {payments.length > 1 && !isBusy && <p className="soft">{sayCheckout.payHow}</p>}
      <div className="pay-buttons">
        {shown.map((payment) => (
          <Button
            key={payment}
            look={payment === payments[0] ? 'primary' : 'line'}
            wide
            busy={isBusy}
            disabled={units === 0 || totalMinor === null}
            onClick={() => void order(payment)}
          >
            {isBusy
              ? onItsWay
              : totalMinor === null
                ? sayQuote[payment]
                : sayCheckout[payment](money(totalMinor))}
          </Button>
        ))}
      </div>
      {payments.includes('sandbox') && <p className="soft small">{sayCheckout.sandboxHint}</p>}
    </form>
  );
}

/** Where sending is included, the goods are all that is paid. */
function PlainSums({ goods }: { goods: string }) {
  const say = useMessages(viewerWords);
  const sayCheckout = useMessages(checkoutWords);
  return (
    <dl className="sums figures">
      <div>
        <dt>{sayCheckout.goods}</dt>
        <dd>{goods}</dd>
      </div>
      <div>
        <dt>{say.shipping}</dt>
        <dd>{say.included}</dd>
      </div>
      <div className="sum">
        <dt>{say.total}</dt>
        <dd>{goods}</dd>
      </div>
    </dl>
  );
}

const noLines = '[]';
const noPayments: PaymentMethod[] = [];

/** What the server would refuse anyway, said before it is sent. */
function faultsOf(
  { name, phone, address }: Omit<Typed, 'country'>,
  sayCheckout: (typeof checkoutWords)['en'],
): Partial<Typed> {
  const faults: Partial<Typed> = {};
  if (name.trim() === '') faults.name = sayCheckout.nameFault;
  if (!/^\+?[0-9]{7,15}$/.test(phone.replace(/[\s\-()]/g, ''))) faults.phone = sayCheckout.phoneFault;
  if (address.trim() === '') faults.address = sayCheckout.addressFault;
  return faults;
}
