/** Who did it, for console facts (A2). */
export interface By {
  staffId: string;
  device: string;
}
