import type { MyParcel, MyParcels } from '../../shared/contract/packing.ts';

/** The parcels of one order, each with its own lines alone. */
export function parcelsOf({ parcels }: MyParcels, orderId: string): MyParcel[] {
  return parcels.flatMap((parcel) => {
    const lines = parcel.lines.filter((line) => line.orderId === orderId);
    return lines.length === 0 ? [] : [{ ...parcel, lines }];
  });
}
