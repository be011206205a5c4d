import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { PackingParcel } from '../../../../shared/contract/packing.ts';
import { CARRIERS } from '../../../../shared/market/parcel/carriers.ts';
import type { ShipmentStatus } from '../../../../shared/market/parcel/status.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import type { PackingStore, ShipDraft } from '../../../stores/packing-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import type { IconName } from '../../../ui/Icon.tsx';
import { Pill } from '../../../ui/Pill.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { DueBy } from './DueBy.tsx';
import { Contact, Goods } from './Goods.tsx';
import { HeldAct } from './Held.tsx';
import { PackingFault } from './PackingFault.tsx';
import { Papers } from './Papers.tsx';
import { packingWords } from './words.ts';

/** How the state of a parcel is drawn. */
export const looks: Record<ShipmentStatus, ['done' | 'held' | 'plain' | 'attention', IconName]> = {
  PACKED: ['held', 'bag'],
  SHIPPED: ['held', 'clock'],
  DELIVERED: ['done', 'check'],
  LOST: ['attention', 'attention'],
  RETURNED: ['plain', 'back'],
};
/** In the place of a name of the list: it is typed. */
const ANOTHER = 'another';
type Step = 'ship' | 'lose' | 'takeBack';

/** A parcel, where it is, and the one or two things that can happen to it next. */
export function ParcelCard({
  desk,
  parcel,
  isToShip = false,
  onShipped,
}: {
  desk: PackingStore;
  parcel: PackingParcel;
  /** It begins with the form of its carrier. */
  isToShip?: boolean;
  onShipped?(): void;
}) {
  const say = useMessages(packingWords);
  const busy = useStore(desk.store, (state) => state.busy[parcel.shipmentId] === true);
  const lastCarrier = useStore(desk.store, (state) => state.lastCarrier);
  const isHeld = useStore(desk.store, ({ held }) => held[parcel.shipmentId] !== undefined);
  const draft = useStore(desk.store, ({ drafts }) => drafts[parcel.shipmentId]);
  const [taken, setStep] = useState<Step | null>(isToShip ? 'ship' : null);
  // Taken back or refused, the form stands there as it was filled in.
  const step = parcel.status === 'PACKED' && draft && !isHeld && !busy ? 'ship' : taken;
  const { status, carrier, trackingCode } = parcel;
  const [tone, icon] = looks[status];
  const sellable = parcel.lines.reduce((sum, line) => sum + line.sellable, 0);
  const damaged = parcel.lines.reduce((sum, line) => sum + line.damaged, 0);
  const done = (act: Promise<unknown>) => void act.then(() => setStep(null));
  return (
    <li className="desk-card">
      <header className="desk-card-head">
        <Pill tone={tone} icon={icon}>
          {say[status]}
        </Pill>
        {trackingCode && (
          <span className="figures">
            <bdi>{carrier}</bdi> {trackingCode}
          </span>
        )}
      </header>
      <DueBy due={parcel} />
      <Contact contact={parcel.contact} />
      <p className="soft figures">
        <When parcel={parcel} />
      </p>
      <Goods lines={parcel.lines} />
      {sellable + damaged > 0 && <p className="soft">{say.back(sellable, damaged)}</p>}
      {(status === 'PACKED' || status === 'SHIPPED') && step === null && (
        <Papers desk={desk} parcels={[parcel]} />
      )}
      <PackingFault desk={desk} name={parcel.shipmentId} />
      <HeldAct desk={desk} name={parcel.shipmentId} />
      {status === 'PACKED' && !isHeld && step !== 'ship' && (
        <Button look="held" wide busy={busy} onClick={() => setStep('ship')}>
          {say.ship}
        </Button>
      )}
      {status === 'PACKED' && step === 'ship' && (
        <ShipForm
          draft={draft}
          lastCarrier={lastCarrier}
          onShip={(draft) => {
            setStep(null);
            desk.ship(parcel, draft);
            onShipped?.();
          }}
          onCancel={() => {
            setStep(null);
            desk.forgetDraft(parcel);
          }}
        />
      )}
      {status === 'SHIPPED' && !isHeld && step === null && (
        <div className="desk-acts">
          <Button look="line" busy={busy} onClick={() => desk.deliver(parcel)}>
            {say.deliver}
          </Button>
          <Button look="quiet" onClick={() => setStep('takeBack')}>
            {say.takeBack}
          </Button>
          <Button look="quiet" onClick={() => setStep('lose')}>
            {say.lose}
          </Button>
        </div>
      )}
      {status === 'DELIVERED' && step === null && (
        <div className="desk-acts">
          <Button look="quiet" onClick={() => setStep('takeBack')}>
            {say.takeBack}
          </Button>
        </div>
      )}
      {step === 'lose' && (
        <div className="two-buttons">
          <Button wide look="quiet" onClick={() => setStep(null)}>
            {say.cancel}
          </Button>
          <Button wide look="line" busy={busy} onClick={() => done(desk.lose(parcel))}>
            {say.loseSure}
          </Button>
        </div>
      )}
      {step === 'takeBack' && (
        <>
          <p className="soft">{say.takeBackHint}</p>
          <div className="desk-acts">
            <Button look="line" busy={busy} onClick={() => done(desk.takeBack(parcel, 'sellable'))}>
              {say.sellable}
            </Button>
            <Button look="line" busy={busy} onClick={() => done(desk.takeBack(parcel, 'damaged'))}>
              {say.damaged}
            </Button>
            <Button look="quiet" onClick={() => setStep(null)}>
              {say.cancel}
            </Button>
          </div>
        </>
      )}
    </li>
  );
}

/** The last thing that is known of a parcel, and when it was. */
function When({ parcel }: { parcel: PackingParcel }) {
  const say = useMessages(packingWords);
  const language = useLanguage();
  const { packedAtMs, shippedAtMs, deliveredAtMs } = parcel;
  if (deliveredAtMs !== null) return say.deliveredAt(dayAndTime(deliveredAtMs, language));
  if (shippedAtMs !== null) return say.shippedAt(dayAndTime(shippedAtMs, language));
  return say.packedAt(dayAndTime(packedAtMs, language));
}

function ShipForm({
  draft,
  onShip,
  lastCarrier,
  onCancel,
}: {
  /** What was filled in before. */
  draft: ShipDraft | undefined;
  /** The one of the list that the last parcel left with, or ''. */
  lastCarrier: string;
  onShip(draft: ShipDraft): void;
  onCancel(): void;
}) {
  const say = useMessages(packingWords);
  const isOfList = !draft || CARRIERS.some(({ name }) => name === draft.carrier);
  const [chosen, choose] = useState(isOfList ? (draft?.carrier ?? lastCarrier) : ANOTHER);
  const [typed, setTyped] = useState(isOfList ? '' : (draft?.carrier ?? ''));
  const carrier = chosen === ANOTHER ? typed : chosen;
  const [code, setCode] = useState(draft?.trackingCode ?? '');
  const [isAsked, setAsked] = useState(false);
  const isCode = /^[A-Za-z0-9-]{4,40}$/.test(code.trim());
  const hasCarrier = carrier.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (isCode && hasCarrier) onShip({ carrier: carrier.trim(), trackingCode: code.trim() });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <SelectField
        label={say.carrier}
        value={chosen}
        options={[
          { value: '', words: say.chooseCarrier },
          ...CARRIERS.map(({ name }) => ({ value: name, words: name })),
          { value: ANOTHER, words: say.anotherCarrier },
        ]}
        fault={isAsked && chosen === '' ? say.carrierFault : undefined}
        onChange={choose}
      />
      {chosen === ANOTHER && (
        <Field
          label={say.carrierName}
          value={typed}
          maxLength={40}
          fault={isAsked && !hasCarrier ? say.carrierNameFault : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      <Field
        label={say.trackingCode}
        value={code}
        maxLength={40}
        autoComplete="off"
        fault={isAsked && !isCode ? say.codeFault : undefined}
        onChange={(event) => setCode(event.target.value)}
      />
      <div className="two-buttons">
        <Button wide look="quiet" onClick={onCancel}>
          {say.cancel}
        </Button>
        <Button wide look="held" type="submit">
          {say.shipIt}
        </Button>
      </div>
    </form>
  );
}
