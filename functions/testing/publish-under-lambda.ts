/** Publishes a metric where the console is Lambda's, which with JSON logging makes of every line a member of an object of its own. */
import { region } from "@tandem/kernel";
import { createMetrics } from "../metrics.ts";

console.log = (message: unknown) => void process.stdout.write(`${JSON.stringify({ level: "INFO", message })}\n`);
console.log("by the console");
createMetrics({ table: "shop-1", region: region("us-east-1"), clock: { nowMs: () => 0 } }).publish({ TickDone: 1 });
