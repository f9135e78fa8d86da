/** Who is asking: what a verified token says, and all that a handler knows of a person. */

export interface Caller {
  /** The token's `sub`. */
  readonly customer: string;
  readonly role: Role;
}

export type Role = "customer" | "operator";
