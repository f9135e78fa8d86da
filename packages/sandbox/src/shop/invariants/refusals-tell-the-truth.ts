/** A customer who is refused for want of stock is told what there is: less than he wants, where he asked. Otherwise he could have bought. */
import type { Invariant } from "../invariant.ts";
import { shortLines } from "../short-lines.ts";
import { isOf } from "../try.ts";

export const refusalsTellTheTruth: Invariant = {
  name: "refusals tell the truth",
  promise: "Whoever is refused for want of stock is told of less in his region than he asked for.",
  breaches: ({ tries }) =>
    tries.filter(isOf("place-order")).flatMap((tried) =>
      shortLines(tried).flatMap(({ sku, requested, available, availableIn }) => {
        const { operation, operationId, region } = tried;
        const wanted = operation.lines
          .filter((line) => line.sku === sku)
          .reduce((sum, { quantity }) => sum + quantity, 0);
        const isTrue =
          requested === wanted && available >= 0 && available < wanted && availableIn[region] === available;
        if (isTrue) return [];
        const told = `${requested} are wanted, ${available} are here, and ${availableIn[region] ?? "none"} in ${region}`;
        return [{ says: `${operationId} wanted ${wanted} ${sku} of ${region} and was refused: ${told}`, about: sku }];
      }),
    ),
};
