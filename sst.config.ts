/// <reference path="./.sst/platform/config.d.ts" />
/**
 * The deployed product. A stage is one stack of one environment: `sst deploy --stage production-us-east-1`. What the stage's name means is
 * in `infra/scope.ts`, what a region has in `infra/region.ts`, what the regions share in `infra/global.ts`, and what you may
 * change in `infra/stage.ts`.
 */
export default $config({
  async app(input) {
    const { PRODUCT } = await import("./infra/stage.ts");
    const { scopeOf } = await import("./infra/scope.ts");
    const { spoken } = await import("./infra/terminal.ts");
    const { environment, region } = spoken(() => scopeOf(input.stage));
    return {
      name: PRODUCT,
      home: "aws",
      providers: {
        aws: {
          version: "7.20.0",
          region: region as aws.Region,
          defaultTags: { tags: { product: PRODUCT, environment: environment.name } },
        },
      },
      removal: environment.protects ? "retain" : "remove",
      protect: environment.protects,
    };
  },
  async run() {
    const { scopeOf } = await import("./infra/scope.ts");
    const scope = scopeOf($app.stage);
    if (scope.kind === "global") return (await import("./infra/global.ts")).createGlobalStack(scope);
    return (await import("./infra/region.ts")).createRegionStack(scope);
  },
});
