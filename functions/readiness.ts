/** Whether this region may have customers, for those who route them. Until it can tell, it says that it cannot. */
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

export async function handler(): Promise<APIGatewayProxyStructuredResultV2> {
  return { statusCode: 503, headers: { "Cache-Control": "no-store" }, body: "cannot tell yet\n" };
}
