/** How long an origin takes, in days of the calendar (P4). */
export interface ShipDays {
  /** From the day of the order until a carrier has the parcel. */
  packDays: number;
  /** From there to the door. */
  travelDays: number;
}

/** The days that a buyer is promised (P4), as `2026-12-03`, in the shop's zone. */
export interface ShipDates {
  /** The carrier has the parcel by the end of it. */
  shipBy: string;
  /** The parcel is at the door about then; absent: it goes abroad, and nobody can say. */
  arriveBy?: string | undefined;
}

/** The dates that there are, of what may have none: a fact or an answer without one says nothing of it. */
export function shipDatesIn(from: {
  shipBy?: string | null | undefined;
  arriveBy?: string | null | undefined;
}): Partial<ShipDates> {
  const { shipBy, arriveBy } = from;
  return { ...(shipBy && { shipBy }), ...(shipBy && arriveBy && { arriveBy }) };
}
