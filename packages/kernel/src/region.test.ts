import { expect, it } from "vitest";
import { isRegion, region, regionList } from "./region.ts";

it("a region is named as AWS names it", () => {
  for (const name of ["us-east-1", "ap-southeast-2", "us-gov-west-1", "me-central-1"])
    expect(isRegion(name)).toBe(true);
  for (const name of ["", "us-east", "US-EAST-1", "us-east-1a", "us_east_1", "useast1", "us-east-1 "]) {
    expect(isRegion(name)).toBe(false);
    expect(() => region(name)).toThrow("looks like us-east-1");
  }
});

it("a world has one to three regions, each once, in the order given", () => {
  expect(regionList(["us-west-2", "us-east-1"])).toEqual(["us-west-2", "us-east-1"]);
  expect(() => regionList([])).toThrow("at least one");
  expect(() => regionList(["us-east-1", "us-west-2", "eu-west-1", "eu-west-2"])).toThrow("at most 3");
  expect(() => regionList(["us-east-1", "us-east-1"])).toThrow("named twice");
  expect(() => regionList(["us-east-1", "moon"])).toThrow("not a region");
});
