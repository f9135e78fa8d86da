/** The one word with which an answer says that another region may know more than it tells. */

const STALE = { "Tandem-Stale": "possible" } as const;

/** Documents the answer. */
export const STALE_GIVEN = {
  "Tandem-Stale": {
    schema: { type: "string" as const, enum: ["possible"] },
    description:
      "Only if what you have seen elsewhere may be missing, since another region did not answer: `possible`.",
  },
};

export function staleIf(mayBeStale: boolean): Readonly<Record<string, string>> {
  return mayBeStale ? STALE : {};
}
