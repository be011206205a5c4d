import { secondNames } from '../../../shared/values/names.ts';

/** Who did something, as views of staff name them: null where nobody of that id works here any more. */
export function calledBy(member: { name: string; nameEn: string } | null | undefined): {
  by: string | null;
  byEn?: string;
} {
  const { nameEn } = secondNames({ nameEn: member?.nameEn });
  return { by: member?.name ?? null, ...(nameEn !== undefined && { byEn: nameEn }) };
}
