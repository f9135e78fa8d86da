/**
 * What SST itself needs: where it keeps what it knows of a stage, and where it lays down the functions' code. The buckets are made, and
 * named, when a region of an account is first used; that, and SST's own updates of them, take a person, since they hold every stage's state.
 */

import { PRODUCT } from "../stage.ts";
import { inEachRegion, type Reach } from "./reach.ts";
import type { Statement } from "./statement.ts";

const STATES = "arn:aws:s3:::sst-state-*";
const ASSETS = "arn:aws:s3:::sst-asset-*";

export function stateStatements(reach: Reach): readonly Statement[] {
  // Anybody may call a bucket of theirs `sst-state-`: ours are in this account.
  const inThisAccount = { StringEquals: { "aws:ResourceAccount": reach.account } };
  return [
    // Where the buckets of this region are.
    {
      sid: "FindBuckets",
      actions: ["ssm:GetParameter"],
      resources: inEachRegion(reach, "ssm", "parameter/sst/bootstrap"),
    },
    // The key to a stage's state, of our stages only; written in the other regions too, where the copies of the state are.
    {
      sid: "KeepPassphrases",
      actions: ["ssm:DeleteParameter", "ssm:GetParameter", "ssm:PutParameter"],
      resources: inEachRegion(reach, "ssm", `parameter/sst/passphrase/${PRODUCT}/${reach.stages}`),
    },
    // Which commit a stage ran when it was last good, which `npm run deploy` keeps.
    {
      sid: "KeepGoodCommits",
      actions: ["ssm:GetParameter", "ssm:PutParameter"],
      resources: inEachRegion(reach, "ssm", `parameter/${PRODUCT}/${reach.stages}/commit`),
    },
    // Without it, an object that is not there is told as one that may not be read. It tells the names of stages, not what is in them.
    {
      sid: "ListBuckets",
      actions: ["s3:ListBucket", "s3:ListBucketVersions"],
      resources: [ASSETS, STATES],
      conditions: inThisAccount,
    },
    // `app/PRODUCT/STAGE.json`, and the same under `lock`, `secret`, `snapshot`, `copies/REGION` and others; old versions are pruned.
    {
      sid: "KeepState",
      actions: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObject", "s3:PutObject"],
      resources: [`${STATES}/*/${PRODUCT}/${reach.stages}`],
      conditions: inThisAccount,
    },
    // SST calls code by the function's name in the program, so environments of one account share these names; a hash tells them apart.
    {
      sid: "LayDownCode",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:GetObjectTagging", "s3:PutObject", "s3:PutObjectTagging"],
      resources: [`${ASSETS}/assets/*`],
      conditions: inThisAccount,
    },
  ];
}
