import type { OrderFilter } from '../ports/order-question.ts';

const ofPaid: readonly OrderFilter['outcome'][] = ['paid', 'filled', 'kept', 'cancelled', 'refunded'];

/** Whether the sums of a list say what became of the value that was paid: a number of the insights less that may have led there. */
export const sumsUndone = ({ outcome }: Pick<OrderFilter, 'outcome'>): boolean => ofPaid.includes(outcome);
