/**
 * The parts that keep the world's state or take time to get going, started side by side: the payment provider's ledger, DynamoDB and
 * SQS with their processes, and the bundles of the functions.
 */
import { dirname, join } from "node:path";
import type { Region } from "@tandem/kernel";
import { createGlobalDynamo, type GlobalDynamo } from "../dynamodb/global-dynamo.ts";
import { createPaymentProvider, type PaymentProvider } from "../payments/payment-provider.ts";
import { createLocalSqs, type LocalSqs } from "../sqs/local-sqs.ts";
import { startWatchdog, type Watchdog } from "../supervision/watchdog.ts";
import type { Boot } from "./boot.ts";
import { createQueues, type RegionQueues } from "./create-queues.ts";
import { bundleProduct, CLAIMS, closeProduct, type ProductCode, WORK_QUEUE } from "./product.ts";
import { KEPT } from "./state-gaps.ts";
import { ACCOUNT_ID, type WorldContext } from "./world-context.ts";

export interface Engines {
  readonly payments: PaymentProvider;
  readonly dynamodb: GlobalDynamo;
  readonly queues: ReadonlyMap<Region, { readonly sqs: LocalSqs; readonly queues: RegionQueues }>;
  readonly code: ProductCode;
}

export async function startEngines(boot: Boot, context: WorldContext): Promise<Engines> {
  const watchdog = await boot.step("watchdog", startWatchdog, (started) => started.close());
  const [payments, dynamodb, queues, code] = await allStarted([
    startPayments(boot, context),
    startDynamo(boot, context, watchdog),
    startQueues(boot, context, watchdog),
    startBundles(boot, context),
  ] as const);
  return { payments, dynamodb, queues, code };
}

/** Waits for all, also when one fails, so that whatever did start is known to the boot and can be ended. */
async function allStarted<T extends readonly Promise<unknown>[]>(
  starting: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(starting);
  return await Promise.all(starting);
}

function startPayments(boot: Boot, { ports, directory, pace, clock, random }: WorldContext): Promise<PaymentProvider> {
  const start = () =>
    createPaymentProvider({ port: ports.payments, directory: join(directory, "payments"), pace, clock, random });
  return boot.step("payment provider", start, (started) => started.close());
}

function startDynamo(boot: Boot, context: WorldContext, watchdog: Watchdog): Promise<GlobalDynamo> {
  const { regions, ports, directory, pace, clock, random, log, engineUrls, lagMs } = context;
  const start = () =>
    createGlobalDynamo({
      regions: regions.map((region, index) => ({
        region,
        port: ports.region(region).dynamodb,
        directory: join(directory, region, "dynamodb"),
        engineUrl: engineUrls?.[index],
      })),
      strong: { tables: [CLAIMS], directory: join(directory, dirname(KEPT.claims)), engineUrl: engineUrls?.[0] },
      accountId: ACCOUNT_ID,
      ...(lagMs === undefined ? {} : { lagMs }),
      pace,
      clock,
      random,
      watchdog,
      log,
    });
  return boot.step(`DynamoDB in ${regions.join(" and ")}`, start, (started) => started.close());
}

async function startQueues(boot: Boot, context: WorldContext, watchdog: Watchdog): Promise<Engines["queues"]> {
  const { regions, ports, directory, pace, log } = context;
  const startOne = async (region: Region) => {
    const start = () =>
      createLocalSqs({
        region,
        port: ports.region(region).sqs,
        directory: join(directory, region, "sqs"),
        accountId: ACCOUNT_ID,
        pace,
        watchdog,
        log,
      });
    const sqs = await boot.step(`SQS in ${region}`, start, (started) => started.close());
    return [region, { sqs, queues: await createQueues(sqs, region, WORK_QUEUE) }] as const;
  };
  return new Map(await Promise.all(regions.map(startOne)));
}

function startBundles(boot: Boot, context: WorldContext): Promise<ProductCode> {
  const { root, log, watch = false, bundleDirectory = join(context.directory, "bundles") } = context;
  const start = () => bundleProduct({ root, directory: bundleDirectory, log, watch });
  return boot.step("bundles of the functions", start, closeProduct);
}
