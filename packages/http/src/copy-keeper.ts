/** A peer that keeps copies of orders, asked at the address of its API. */
import { type Clock, Fault, type Region } from "@tandem/kernel";
import type { CopyKeeper } from "@tandem/shop";
import { COPIES_PATH, signCopy } from "./copy-request.ts";
import type { KeyRing } from "./key-ring.ts";

/** The road to another region's API. It answers with a status, or throws a `Fault` when none comes in time. */
export interface PeerApi {
  readonly region: Region;
  post(request: {
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<number>;
}

export function createCopyKeeper(options: {
  readonly api: PeerApi;
  readonly ring: KeyRing;
  readonly clock: Pick<Clock, "nowMs">;
}): CopyKeeper {
  const { api, ring, clock } = options;
  return {
    region: api.region,
    async keep(copy) {
      const status = await api.post({ path: COPIES_PATH, ...signCopy(copy, { ring, clock, to: api.region }) });
      if (status === 200) return;
      const message = `${api.region} keeps no copy of ${copy.order.orderId}: it answered ${status}`;
      throw new Fault({ code: "unavailable", message, retryable: true, mayBeDone: true });
    },
  };
}
