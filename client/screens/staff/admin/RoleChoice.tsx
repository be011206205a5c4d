import { type OfficeRole, officeRoles } from '../../../../shared/contract/office-roles.ts';
import { useMessages } from '../../../i18n/language.ts';
import { peopleMessages } from '../../../i18n/people.ts';
import { SelectField } from '../../../ui/SelectField.tsx';

/** One of the roles that the office gives, each with what it may do. */
export function RoleChoice({ role, onChange }: { role: OfficeRole; onChange(role: OfficeRole): void }) {
  const say = useMessages(peopleMessages);
  return (
    <>
      <SelectField
        label={say.role}
        value={role}
        options={officeRoles.map((value) => ({ value, words: say.roles[value] }))}
        onChange={(value) => onChange(officeRoles.find((each) => each === value) ?? role)}
      />
      <p className="soft">{say.does[role]}</p>
    </>
  );
}
