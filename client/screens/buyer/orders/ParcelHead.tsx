import type { MyParcel } from '../../../../shared/contract/packing.ts';
import type { ShipmentStatus } from '../../../../shared/market/parcel/status.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import type { IconName } from '../../../ui/Icon.tsx';
import { Pill } from '../../../ui/Pill.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { parcelWords } from './parcel-words.ts';
import { TrackParcel } from './TrackParcel.tsx';

/** In the colour of the order's own pill: both say the same. */
const looks: Record<ShipmentStatus, ['done' | 'plain' | 'attention', IconName]> = {
  PACKED: ['done', 'check'],
  SHIPPED: ['done', 'check'],
  DELIVERED: ['done', 'check'],
  LOST: ['attention', 'attention'],
  RETURNED: ['plain', 'back'],
};

/** Where a parcel is, since when, and by whom it is carried. @param from its origin; empty: it is not said */
export function ParcelHead({
  parcel,
  from,
}: {
  parcel: Pick<
    MyParcel,
    'status' | 'carrier' | 'trackingCode' | 'packedAtMs' | 'shippedAtMs' | 'deliveredAtMs'
  >;
  from: string;
}) {
  const say = useMessages(parcelWords);
  const language = useLanguage();
  const { status, carrier, trackingCode, shippedAtMs, deliveredAtMs, packedAtMs } = parcel;
  const [tone, icon] = looks[status];
  return (
    <>
      <div className="parcel-head">
        <Pill tone={tone} icon={icon}>
          {say[status]}
        </Pill>
        <span className="soft figures">
          {dayAndTime(deliveredAtMs ?? shippedAtMs ?? packedAtMs, language)}
        </span>
      </div>
      {trackingCode ? (
        <TrackParcel carrier={carrier ?? ''} code={trackingCode} from={from && say.from(from)} />
      ) : (
        from !== '' && <p className="soft">{say.from(from)}</p>
      )}
    </>
  );
}
