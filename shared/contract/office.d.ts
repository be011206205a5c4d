import * as z from 'zod/mini';
/** The most people whom the office takes in; a county has a few dozen. */
export declare const MAX_STAFF = 500;
/** Changes of the staff that are shown, the newest ones. */
export declare const STAFF_CHANGES_SHOWN = 50;
export declare const officeRole: z.ZodMiniEnum<{
  analyst: 'analyst';
  assistant: 'assistant';
  host: 'host';
  operator: 'operator';
  packer: 'packer';
}>;
/** Somebody who works or worked here. */
export declare const memberView: z.ZodMiniObject<
  {
    staffId: z.ZodMiniString<string>;
    name: z.ZodMiniString<string>;
    email: z.ZodMiniString<string>;
    role: z.ZodMiniEnum<{
      analyst: 'analyst';
      assistant: 'assistant';
      host: 'host';
      operator: 'operator';
      packer: 'packer';
      producer: 'producer';
    }>;
    offAtMs: z.ZodMiniNullable<z.ZodMiniInt>;
    sessions: z.ZodMiniInt;
  },
  z.core.$strict
>;
export type MemberView = z.infer<typeof memberView>;
export declare const staffChangeView: z.ZodMiniObject<
  {
    changeId: z.ZodMiniString<string>;
    atMs: z.ZodMiniInt;
    by: z.ZodMiniNullable<z.ZodMiniString<string>>;
    whom: z.ZodMiniString<string>;
    what: z.ZodMiniEnum<{
      invited: 'invited';
      link: 'link';
      off: 'off';
      on: 'on';
      role: 'role';
    }>;
    role: z.ZodMiniEnum<{
      analyst: 'analyst';
      assistant: 'assistant';
      host: 'host';
      operator: 'operator';
      packer: 'packer';
      producer: 'producer';
    }>;
  },
  z.core.$strict
>;
export type StaffChangeView = z.infer<typeof staffChangeView>;
export declare const staffList: z.ZodMiniObject<
  {
    members: z.ZodMiniArray<
      z.ZodMiniObject<
        {
          staffId: z.ZodMiniString<string>;
          name: z.ZodMiniString<string>;
          email: z.ZodMiniString<string>;
          role: z.ZodMiniEnum<{
            analyst: 'analyst';
            assistant: 'assistant';
            host: 'host';
            operator: 'operator';
            packer: 'packer';
            producer: 'producer';
          }>;
          offAtMs: z.ZodMiniNullable<z.ZodMiniInt>;
          sessions: z.ZodMiniInt;
        },
        z.core.$strict
      >
    >;
    changes: z.ZodMiniArray<
      z.ZodMiniObject<
        {
          changeId: z.ZodMiniString<string>;
          atMs: z.ZodMiniInt;
          by: z.ZodMiniNullable<z.ZodMiniString<string>>;
          whom: z.ZodMiniString<string>;
          what: z.ZodMiniEnum<{
            invited: 'invited';
            link: 'link';
            off: 'off';
            on: 'on';
            role: 'role';
          }>;
          role: z.ZodMiniEnum<{
            analyst: 'analyst';
            assistant: 'assistant';
            host: 'host';
            operator: 'operator';
            packer: 'packer';
            producer: 'producer';
          }>;
        },
        z.core.$strict
      >
    >;
  },
  z.core.$strict
>;
export type StaffList = z.infer<typeof staffList>;
/** Somebody to be let in; the same key again gives a new link for the same account. */
export declare const inviteRequest: z.ZodMiniObject<
  {
    key: z.ZodMiniString<string>;
    name: z.ZodMiniPipe<
      z.ZodMiniString<string>,
      z.ZodMiniPipe<z.ZodMiniTransform<string, string>, z.ZodMiniString<string>>
    >;
    email: z.ZodMiniString<string>;
    role: z.ZodMiniEnum<{
      analyst: 'analyst';
      assistant: 'assistant';
      host: 'host';
      operator: 'operator';
      packer: 'packer';
    }>;
  },
  z.core.$strict
>;
export type InviteRequest = z.infer<typeof inviteRequest>;
export declare const inviteReply: z.ZodMiniObject<
  {
    staffId: z.ZodMiniString<string>;
    token: z.ZodMiniString<string>;
  },
  z.core.$strict
>;
export type InviteReply = z.infer<typeof inviteReply>;
export declare const memberParams: z.ZodMiniObject<
  {
    staffId: z.ZodMiniString<string>;
  },
  z.core.$strict
>;
export declare const roleRequest: z.ZodMiniObject<
  {
    role: z.ZodMiniEnum<{
      analyst: 'analyst';
      assistant: 'assistant';
      host: 'host';
      operator: 'operator';
      packer: 'packer';
    }>;
  },
  z.core.$strict
>;
export declare const memberSwitch: z.ZodMiniObject<
  {
    isOn: z.ZodMiniBoolean<boolean>;
  },
  z.core.$strict
>;
