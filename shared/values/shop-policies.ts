/** The policies of a shop, in the order in which buyers ask for them (B6). */
export const POLICIES = ['shipping', 'returns', 'privacy'] as const;
export type PolicyName = (typeof POLICIES)[number];

/** Those that were said, in either language. */
export function policiesOf({
  policies,
}: {
  policies: Record<PolicyName, { zh: string; en: string }>;
}): PolicyName[] {
  return POLICIES.filter((policy) => policies[policy].zh !== '' || policies[policy].en !== '');
}
