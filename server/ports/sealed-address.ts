/** A name, phone and address of a buyer as it is kept (A3). */
export interface SealedAddress {
  addressId: string;
  buyerId: string;
  /** The key made with the request: saving twice keeps one. */
  key: string;
  /** AES-256-GCM of the JSON `{name, phone, address}`, base64url. */
  sealed: string;
  atMs: number;
}
