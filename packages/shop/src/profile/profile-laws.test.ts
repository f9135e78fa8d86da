/** What a profile is, whatever has arrived of it and in whatever order. */
import { below, type Random, region } from "@tandem/kernel";
import { type FragmentItem, factItem, type Item, mergeRegisters, type Registers } from "@tandem/replication";
import { drawOne, drawSome, drawStamp, foldLaws, mergeLaws } from "@tandem/replication/laws";
import { describe } from "vitest";
import { erasedFact } from "./erased.ts";
import { customerPartition, foldProfile, type ProfileFields, ProfileItem } from "./profile.ts";

const REGIONS = [region("us-east-1"), region("us-west-2"), region("eu-south-1")];
const partition = customerPartition("ada");

function drawFields(random: Random): Registers<ProfileFields> {
  const draw = () => ({ value: drawOne(random, ["Ada", "Eve", null]), stamp: drawStamp(random), over: null });
  const name = below(random, 3) === 0 ? {} : { name: draw() };
  return below(random, 3) === 0 ? name : { ...name, phone: draw() };
}

function drawItems(random: Random): readonly Item[] {
  const all = REGIONS.flatMap((writer): readonly Item[] => {
    const stamp = drawStamp(random);
    const { key, v, data } = ProfileItem.write({
      key: ProfileItem.key({ partition, region: writer }),
      over: undefined,
      data: drawFields(random),
    });
    const at = { partition, sort: key.sort, region: writer, stamp, commitId: "cmt_00000001" };
    const fragment: FragmentItem = { kind: "fragment", ...at, v, data };
    const erased = factItem(erasedFact({ partition, stamp, region: writer }), { id: "cmt_00000001", stamp });
    return below(random, 3) === 0 ? [fragment, erased] : [fragment];
  });
  return drawSome(random, all);
}

describe("a profile", () => {
  foldLaws({ items: drawItems, fold: foldProfile });
});

describe("what two regions say of a profile", () => {
  mergeLaws({ states: drawFields, join: (left, right) => mergeRegisters<ProfileFields>([left, right]) });
});
