const KB = 1_000;
const MB = 1_000_000;
const GB = 1_000_000_000;
const SECOND_MS = 1_000;

/**
 * What a stranger may cost, as whoever runs the server sets it: each limit with its variable, its default, and what one of it
 * is; 0 switches a limit off.
 */
const limits = {
  /** Connections of everybody together, sockets and plain HTTP; before one is turned away silent ones go. */
  connections: { name: 'MAX_CONNECTIONS', usual: 20_000, unit: 1 },
  /** Handshakes of sockets that an address begins, a minute; as many at once. */
  handshakesPerAddress: { name: 'MAX_HANDSHAKES_PER_ADDRESS', usual: 20_000, unit: 1 },
  /** Viewers of an address who have a line for live video at once; one more plays HLS. */
  videoSeatsPerAddress: { name: 'MAX_VIDEO_SEATS_PER_ADDRESS', usual: 100, unit: 1 },
  /** New guests a second, of all addresses together; an address that asks for less than 200 is always served. */
  guestsPerSecond: { name: 'MAX_GUESTS_PER_SECOND', usual: 2_000, unit: 1 },
  /** Names and addresses that are saved a minute. */
  contactsPerBuyer: { name: 'MAX_CONTACTS_PER_BUYER', usual: 20, unit: 1 },
  contactsPerAddress: { name: 'MAX_CONTACTS_PER_ADDRESS', usual: 2_000, unit: 1 },
  /** Codes for another device, a minute: those that are made, and those that are typed. */
  deviceCodesPerBuyer: { name: 'MAX_DEVICE_CODES_PER_BUYER', usual: 20, unit: 1 },
  deviceCodesPerAddress: { name: 'MAX_DEVICE_CODES_PER_ADDRESS', usual: 3_000, unit: 1 },
  /** How often a buyer may ever become one with another device. */
  mergesPerBuyer: { name: 'MAX_MERGES_PER_BUYER', usual: 10, unit: 1 },
  /** Changes of the cart an hour, of one buyer and product. */
  cartChangesPerProduct: { name: 'MAX_CART_CHANGES_PER_PRODUCT', usual: 60, unit: 1 },
  /** Changes of carts of one stream in ten minutes, from one address. */
  cartChangesPerAddress: { name: 'MAX_CART_CHANGES_PER_ADDRESS', usual: 20_000, unit: 1 },
  /** Codes of vouchers that are none, in ten minutes. */
  wrongCodesPerBuyer: { name: 'MAX_WRONG_CODES_PER_BUYER', usual: 20, unit: 1 },
  wrongCodesPerAddress: { name: 'MAX_WRONG_CODES_PER_ADDRESS', usual: 2_000, unit: 1 },
  wrongCodesPerStream: { name: 'MAX_WRONG_CODES_PER_STREAM', usual: 5_000, unit: 1 },
  /** Passwords in a quarter of an hour: of an account from one address, and from one address in all. */
  signInsPerAccount: { name: 'MAX_SIGN_INS_PER_ACCOUNT', usual: 10, unit: 1 },
  signInsPerAddress: { name: 'MAX_SIGN_INS_PER_ADDRESS', usual: 100, unit: 1 },
  /** Links that sign in, a minute. */
  signInLinksPerAddress: { name: 'MAX_SIGN_IN_LINKS_PER_ADDRESS', usual: 20, unit: 1 },
  /** Of one socket: commands a second, and as many at once; hellos, and joinings of a namespace, a minute. */
  commandsPerSecond: { name: 'MAX_COMMANDS_PER_SECOND', usual: 30, unit: 1 },
  hellosPerMinute: { name: 'MAX_HELLOS_PER_MINUTE', usual: 30, unit: 1 },
  joinsPerMinute: { name: 'MAX_JOINS_PER_MINUTE', usual: 30, unit: 1 },
  /** Adds and orders of a stream that are read in the last two seconds of a flash although there is no time for them. */
  lastSecondCommands: { name: 'MAX_LAST_SECOND_COMMANDS', usual: 2_000, unit: 1 },
  /** How long the answer may wait of who is turned away once more before the time that he was told to come again. */
  busyHoldMs: { name: 'MAX_BUSY_HOLD_MS', usual: 1_000, unit: 1 },
  /** Documents of the API that are given out a second, and calendar files, to everybody together; others wait for their turn. */
  documentsPerSecond: { name: 'MAX_DOCUMENTS_PER_SECOND', usual: 50, unit: 1 },
  /** Pages whose first picture is counted a minute; further ones are dropped. */
  firstPicturesPerMinute: { name: 'MAX_FIRST_PICTURES_PER_MINUTE', usual: 60, unit: 1 },
  /** JSON answers that are packed at once; one more goes out as it is. */
  jsonPacked: { name: 'MAX_JSON_PACKED', usual: 4, unit: 1 },
  /** An answer of which no byte was taken for so long is cut. */
  stallMs: { name: 'MAX_STALL_SECONDS', usual: 30, unit: SECOND_MS },
  /** An answer that its reader takes more slowly than so many bytes a second is cut, after a grace of its own. */
  answerBytesPerSecond: { name: 'MIN_ANSWER_KB_PER_SECOND', usual: 4, unit: KB },
  /** Bytes of kept pictures: of one producer or member of staff, and of the market. */
  pictureBytesPerGiver: { name: 'MAX_PICTURE_MB_PER_GIVER', usual: 500, unit: MB },
  pictureBytes: { name: 'MAX_PICTURES_GB', usual: 10, unit: GB },
  /** Pictures that are unpacked at once. */
  picturesDecoded: { name: 'MAX_PICTURES_DECODED', usual: 2, unit: 1 },
} as const;

type Limit = keyof typeof limits;
/** The variable of a limit, and what it is where nobody sets it. */
export const settingOf = (limit: Limit): { name: LimitVariable; usual: number } => limits[limit];
export type LimitVariable = (typeof limits)[Limit]['name'];
/** The limits in force, in the units above; each of 0 is none. */
export type Limits = Readonly<Record<Limit, number>>;

const all = Object.keys(limits) as Limit[];

/** What each variable is where nobody sets it. */
export const limitDefaults = Object.fromEntries(
  all.map((limit) => [limits[limit].name, limits[limit].usual]),
) as Readonly<Record<LimitVariable, number>>;

/** What is in force where nobody sets anything. */
export const usualLimits: Limits = limitsOf((name) => limitDefaults[name]);

/** The limits in force. @param read gives the value of a variable */
export function limitsOf(read: (name: LimitVariable) => number): Limits {
  const entries = all.map((limit) => [limit, read(limits[limit].name) * limits[limit].unit]);
  return Object.freeze(Object.fromEntries(entries) as Record<Limit, number>);
}

/** Every limit switched off, as an environment: for crowds of our own making, and to measure without them. */
export const noLimits = Object.fromEntries(
  all.map((limit) => [limits[limit].name, '0']),
) as unknown as Readonly<Record<LimitVariable, string>>;

/** The limits under their variables again, for whoever reads what a server runs with. */
export function limitTexts(inForce: Limits): Record<LimitVariable, string> {
  const entries = all.map((limit) => [limits[limit].name, String(inForce[limit] / limits[limit].unit)]);
  return Object.fromEntries(entries) as Record<LimitVariable, string>;
}
